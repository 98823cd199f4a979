//! A document and its reading as the JSON that other programs rely on: fields, names and order are fixed.

use serde::{Serialize, Serializer};

use crate::formats::Detected;
use crate::model::{Bound, Claim, ClaimKind, ClaimRef, Document, Figure, Reading, Source, SourceKind, SourceRef, Span};

/// One line of `extract`.
#[derive(Serialize)]
pub struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a serde_json::Value>,
    path: &'a str,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    outlet: Option<&'a str>,
    published_at: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    text: &'a str,
    claims: Claims<'a>,
    figures: Figures<'a>,
    sources: Sources<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_certainty: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format_reason: Option<&'a str>,
}

/// Each line is made as it is written: a book has many.
struct Claims<'a> {
    reading: &'a Reading,
    explain: bool,
}

impl Serialize for Claims<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let source = |at: Option<SourceRef>| at.and_then(|SourceRef(at)| self.reading.sources.get(at));
        serializer.collect_seq(self.reading.claims.iter().map(|claim| claim_line(claim, source, self.explain)))
    }
}

struct Figures<'a>(&'a [Figure]);

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(figure_line))
    }
}

struct Sources<'a>(&'a [Source]);

impl Serialize for Sources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|known| SourceLine {
            name: &known.name,
            kind: known.kind,
            role: known.role.as_deref(),
            affiliation: known.affiliation.and_then(|SourceRef(at)| self.0.get(at)).map(|body| body.name.as_str()),
            mentions: &known.mentions,
        }))
    }
}

#[derive(Serialize)]
struct ClaimLine<'a> {
    kind: ClaimKind,
    content: &'a [Span],
    cue: &'a [Span],
    source: &'a [Span],
    source_name: Option<&'a str>,
    source_kind: Option<SourceKind>,
    via: Option<&'a str>,
    hedge: Option<&'a str>,
    negated: bool,
    within: Option<ClaimRef>,
    #[serde(serialize_with = "rounded")]
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
}

#[derive(Serialize)]
struct FigureLine<'a> {
    span: Span,
    #[serde(serialize_with = "number")]
    value: Option<f64>,
    #[serde(serialize_with = "number")]
    low: Option<f64>,
    #[serde(serialize_with = "number")]
    high: Option<f64>,
    bound: Bound,
    unit: &'a str,
    per: Option<&'a str>,
    counted: Option<&'a str>,
    noun: Option<&'a str>,
    subject: Option<&'a str>,
    hedge: Option<&'a str>,
    claim: Option<ClaimRef>,
    subject_qualifier: Option<&'a str>,
    place: Option<&'a str>,
    as_of: Option<&'a str>,
    #[serde(serialize_with = "number")]
    base_value: Option<f64>,
    #[serde(serialize_with = "number")]
    base_low: Option<f64>,
    #[serde(serialize_with = "number")]
    base_high: Option<f64>,
    base_unit: Option<&'a str>,
    topic: Option<&'a str>,
    topic_of: Option<&'a str>,
    course: Option<&'a str>,
    scene: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceLine<'a> {
    name: &'a str,
    kind: SourceKind,
    role: Option<&'a str>,
    affiliation: Option<&'a str>,
    mentions: &'a [Span],
}

/// The line for a document; `explain` adds how sure its date is, its format, why it was taken for that, and the rule that found each claim.
pub fn line<'a>(
    path: &'a str,
    document: &'a Document,
    reading: &'a Reading,
    explain: Option<&'a Detected>,
) -> Line<'a> {
    Line {
        id: document.id.as_ref(),
        path,
        title: document.title.as_deref(),
        byline: document.byline.as_deref(),
        outlet: document.outlet.as_deref(),
        published_at: document.published_at.as_deref(),
        url: document.url.as_deref(),
        language: document.language.as_deref(),
        text: &document.text,
        claims: Claims { reading, explain: explain.is_some() },
        figures: Figures(&reading.figures),
        sources: Sources(&reading.sources),
        published_certainty: explain.and(document.published_certainty).map(|certainty| certainty.name()),
        format: explain.map(|detected| detected.format.name()),
        format_reason: explain.map(|detected| detected.reason.as_str()),
    }
}

fn claim_line<'a>(
    claim: &'a Claim,
    source: impl Fn(Option<SourceRef>) -> Option<&'a Source>,
    explain: bool,
) -> ClaimLine<'a> {
    let speaker = source(claim.speaker);
    ClaimLine {
        kind: claim.kind,
        content: &claim.content,
        cue: &claim.cue,
        source: &claim.source,
        source_name: speaker.map(|speaker| speaker.name.as_str()),
        source_kind: speaker.map(|speaker| speaker.kind),
        via: source(claim.via).map(|via| via.name.as_str()),
        hedge: claim.hedge.as_deref(),
        negated: claim.negated,
        within: claim.within,
        confidence: claim.confidence,
        rule: explain.then_some(claim.rule.as_str()),
    }
}

fn figure_line(figure: &Figure) -> FigureLine<'_> {
    FigureLine {
        span: figure.span,
        value: figure.value,
        low: figure.low,
        high: figure.high,
        bound: figure.bound,
        unit: &figure.unit,
        per: figure.per.as_deref(),
        counted: figure.counted.as_deref(),
        noun: figure.noun.as_deref(),
        subject: figure.subject.as_deref(),
        hedge: figure.hedge.as_deref(),
        claim: figure.claim,
        subject_qualifier: figure.subject_qualifier.as_deref(),
        place: figure.place.as_deref(),
        as_of: figure.as_of.as_deref(),
        base_value: figure.base.as_ref().and_then(|base| base.value),
        base_low: figure.base.as_ref().and_then(|base| base.low),
        base_high: figure.base.as_ref().and_then(|base| base.high),
        base_unit: figure.base.as_ref().map(|base| base.unit.as_str()),
        topic: figure.topic.as_ref().map(|topic| topic.what.as_str()),
        topic_of: figure.topic.as_ref().map(|topic| topic.of.as_str()),
        course: figure.topic.as_ref().map(|topic| topic.course.name()),
        scene: figure.scene.as_deref(),
    }
}

/// Whole numbers without a fraction, as they stand in the text.
#[expect(clippy::ref_option, reason = "serde hands the field over by reference")]
fn number<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        None => serializer.serialize_none(),
        Some(value) if value.fract() == 0.0 && value.abs() < 1e15 => serializer.serialize_i64(*value as i64),
        Some(value) => serializer.serialize_f64(*value),
    }
}

/// Two digits say all that a confidence does.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field over by reference")]
fn rounded<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((value * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_the_order_that_is_fixed() {
        let document = Document { id: Some(7.into()), text: "Kim said 5.".into(), ..Document::default() };
        let kim = Source {
            name: "Kim".into(),
            kind: SourceKind::Person,
            role: None,
            affiliation: None,
            mentions: vec![Span::new(0, 3)],
        };
        let claim = Claim {
            kind: ClaimKind::Indirect,
            content: vec![Span::new(9, 10)],
            cue: vec![Span::new(4, 8)],
            source: vec![Span::new(0, 3)],
            speaker: Some(SourceRef(0)),
            via: None,
            hedge: None,
            negated: false,
            within: None,
            confidence: 0.925_001,
            rule: "said".into(),
            gist: crate::model::Gist::default(),
        };
        let figure = Figure {
            span: Span::new(9, 10),
            value: Some(5.0),
            low: None,
            high: Some(5.5),
            bound: Bound::AtMost,
            hedge: None,
            unit: "count".into(),
            per: None,
            counted: None,
            noun: None,
            subject: None,
            base: None,
            subject_qualifier: None,
            place: None,
            as_of: None,
            topic: None,
            scene: None,
            claim: Some(ClaimRef(0)),
            source: Some(SourceRef(0)),
        };
        let reading =
            Reading { claims: vec![claim], figures: vec![figure], sources: vec![kim], names: vec![], notices: vec![] };
        insta::assert_snapshot!(
            serde_json::to_string(&line("a.txt", &document, &reading, None)).unwrap(),
            @r#"{"id":7,"path":"a.txt","title":null,"byline":null,"outlet":null,"published_at":null,"url":null,"language":null,"text":"Kim said 5.","claims":[{"kind":"indirect","content":[[9,10]],"cue":[[4,8]],"source":[[0,3]],"source_name":"Kim","source_kind":"person","via":null,"hedge":null,"negated":false,"within":null,"confidence":0.93}],"figures":[{"span":[9,10],"value":5,"low":null,"high":5.5,"bound":"at_most","unit":"count","per":null,"counted":null,"noun":null,"subject":null,"hedge":null,"claim":0,"subject_qualifier":null,"place":null,"as_of":null,"base_value":null,"base_low":null,"base_high":null,"base_unit":null,"topic":null,"topic_of":null,"course":null,"scene":null}],"sources":[{"name":"Kim","kind":"person","role":null,"affiliation":null,"mentions":[[0,3]]}]}"#
        );
    }
}
