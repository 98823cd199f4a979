"""What an independent JSON-LD processor (PyLD) makes of the two JSON-LD exports; run by exports.sh in a folder that holds them.

The contexts are not fetched: of schema.org's all that counts here is that its words are its own, and of the Web Annotation context
the terms that a page of annotations with text selectors needs are given below as W3C's Recommendation has them.
"""

import json
import sqlite3

from pyld import jsonld

from expecting import expect, leave

SCHEMA = {"@vocab": "http://schema.org/"}
ANNOTATION = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "describing": "oa:describing",
    "tagging": "oa:tagging",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "value": "rdf:value",
    "format": "dc:format",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
}
CONTEXTS = {"https://schema.org": SCHEMA, "http://www.w3.org/ns/anno.jsonld": ANNOTATION}
OA = "http://www.w3.org/ns/oa#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def load(address, _options):
    return {"contextUrl": None, "documentUrl": address, "contentType": "application/ld+json", "document": {"@context": CONTEXTS[address]}}


def triples(path):
    """The default graph of a file, all relative addresses made absolute."""
    options = {"documentLoader": load, "base": "https://archive.example/"}
    return jsonld.to_rdf(json.load(open(path)), options)["@default"]


def of_type(graph, name):
    return {t["subject"]["value"] for t in graph if t["predicate"]["value"] == TYPE and t["object"]["value"] == name}


def values(graph, predicate):
    found = {}
    for triple in graph:
        if triple["predicate"]["value"] == predicate:
            found.setdefault(triple["subject"]["value"], []).append(triple["object"]["value"])
    return found


archive = sqlite3.connect("sayso.db")
count = lambda sql: archive.execute(sql).fetchone()[0]
claims = count("SELECT count(*) FROM claims")

graph = triples("claims.jsonld")
found = of_type(graph, "http://schema.org/Claim")
expect("claims as schema.org's", len(found), claims)
text = values(graph, "http://schema.org/text")
expect("claims with a text", len(found & text.keys()), claims)
expect("claims that appear somewhere", len(found & values(graph, "http://schema.org/appearance").keys()), claims)

graph = triples("drafts.jsonld")
reviews = of_type(graph, "http://schema.org/ClaimReview")
expect("reviews", len(reviews), claims)
for name in ["claimReviewed", "itemReviewed", "author"]:
    expect(f"reviews with {name}", len(reviews & values(graph, f"http://schema.org/{name}").keys()), claims)

graph = triples("annotations.jsonld")
expect("annotations", len(of_type(graph, OA + "Annotation")), claims + count("SELECT count(*) FROM figures"))
# Each place's two selectors say the same of the article's text.
rows = archive.execute("SELECT coalesce(url, 'urn:sha256:' || content_hash), body FROM articles WHERE duplicate_of IS NULL ORDER BY id")
bodies = dict(rows.fetchall())
exact, start, end = (values(graph, OA + name) for name in ["exact", "start", "end"])
of_place, source = values(graph, OA + "hasSelector"), values(graph, OA + "hasSource")
for place, selectors in of_place.items():
    body = bodies[source[place][0]]
    quoted = [exact[one][0] for one in selectors if one in exact]
    placed = [body[int(start[one][0]) : int(end[one][0])] for one in selectors if one in start]
    expect(f"the selectors of {place}", quoted, placed)
print(f"PyLD reads {claims} claims, {len(reviews)} drafts of reviews and {len(of_place)} marked places")
leave()
