//! Own gold for resolution: texts in our own words, each source marked `[[…]]`, each via `((…))`, and whom they mean.

mod articles;

use rstest::rstest;

use crate::model::{ClaimKind, Document};
use crate::reading::analysis::Analysis;
use crate::reading::attribution::{Attribution, Told, Via};

use super::{Resolution, resolve};

/// Takes the marks out of `marked` and makes an attribution of every `[[…]]`; a `((…))` after it is its via. Its content is
/// the rest of its line, or the quotation around or before it.
pub(super) fn attributed(marked: &str) -> (String, Vec<Attribution>) {
    let mut text = String::new();
    let mut found: Vec<Attribution> = Vec::new();
    let mut rest = marked;
    let mut open: Vec<(usize, &str)> = Vec::new();
    while let Some(next) = rest.chars().next() {
        let mark = rest.get(..2).unwrap_or("");
        match mark {
            "[[" | "((" => open.push((text.len(), mark)),
            "]]" | "))" => {
                let (start, opened) = open.pop().expect("a mark that opens");
                if opened == "[[" {
                    found.push(attribution(start..text.len()));
                } else if let Some(last) = found.last_mut() {
                    last.via.push(Via { bytes: start..text.len(), told: Told::To });
                }
            }
            _ => {
                text.push(next);
                rest = &rest[next.len_utf8()..];
                continue;
            }
        }
        rest = &rest[2..];
    }
    for attribution in &mut found {
        let source = attribution.source[0].clone();
        let line = text[..source.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[source.end..].find('\n').map_or(text.len(), |at| source.end + at);
        // The quotation nearest to the source.
        let quotes = text[line..end].match_indices('“').filter_map(|(at, _)| {
            let at = line + at;
            text[at..end].find('”').map(|to| at..at + to)
        });
        let close = quotes
            .min_by_key(|quote| source.start.saturating_sub(quote.end).max(quote.start.saturating_sub(source.end)));
        // "I" inside the quotation is no content of its own claim's.
        attribution.content = vec![match close {
            Some(range) if !range.contains(&source.start) => range,
            _ => source.end..end,
        }];
    }
    (text, found)
}

fn attribution(source: std::ops::Range<usize>) -> Attribution {
    Attribution::bare(ClaimKind::Indirect, vec![source], Vec::new(), Vec::new())
}

pub(super) fn resolved(marked: &str) -> (Vec<Attribution>, Resolution) {
    let (text, attributions) = attributed(marked);
    let document = Document { text, ..Document::default() };
    let analysis = Analysis::new(&document);
    let resolution = resolve(&analysis, &attributions);
    (attributions, resolution)
}

/// Who each marked source means.
fn speakers(marked: &str) -> Vec<String> {
    let (_, resolution) = resolved(marked);
    let name = |source: &Option<crate::model::SourceRef>| {
        source.map_or("-".to_owned(), |at| resolution.sources[at.0].name.clone())
    };
    resolution.speakers.iter().map(name).collect()
}

/// `name | kind | role | affiliation` of each source.
fn described(marked: &str) -> Vec<String> {
    let (_, resolution) = resolved(marked);
    let line = |source: &crate::model::Source| {
        let affiliation = source.affiliation.map_or("-", |at| resolution.sources[at.0].name.as_str());
        format!(
            "{} | {} | {} | {}",
            source.name,
            source.kind.name(),
            source.role.as_deref().unwrap_or("-"),
            affiliation
        )
    };
    resolution.sources.iter().map(line).collect()
}

#[rstest]
#[case::an_office_tells_more_than_a_rank(
    "[[Commodore Bo Falk, a spokesman for the Lesk Coast Guard,]] said so.",
    &["Bo Falk | person | spokesman | Lesk Coast Guard", "Lesk Coast Guard | organisation | - | -"]
)]
#[case::a_national_secretary("[[National secretary Ida Falk]] said so.", &["Ida Falk | person | National secretary | -"])]
#[case::more_than_thirty("[[More than 30 countries]] said so.", &["more than 30 countries | group | - | -"])]
#[case::a_spokesman_of_rank(
    "[[The Lesk Coast Guard]] disputes it. [[Its spokesman, Lieutenant Colonel Bo Falk,]] said so.",
    &["Lesk Coast Guard | organisation | - | -", "Bo Falk | person | spokesman | Lesk Coast Guard"]
)]
#[case::australians_do_not_write_for_the_australian(
    "[[Australian researchers]] said so.",
    &["Australian researchers | group | - | -"]
)]
#[case::named_in_the_second_paragraph(
    "The dyke leaked for years, [[a retired surveyor]] said.\n\n[[Hedda Roth, who left the Water Board in May,]] kept the maps. [[She]] said nobody asked.",
    &["Hedda Roth | person | retired surveyor | -"]
)]
#[case::named_with_the_same_office(
    "[[The curator of the Lesk museum]] said the vase was safe. “I locked it up,” [[the curator, Hedda Roth,]] said.",
    &["Hedda Roth | person | curator | -"]
)]
#[case::one_of_many(
    "The dyke leaked for years, [[a carpenter]] said. [[Hedda Roth]] agreed.",
    &["carpenter | person | carpenter | -", "Hedda Roth | person | - | -"]
)]
#[case::apposition_and_via(
    "[[Ada T. Brenner, a grain researcher at the Orrin Institute,]] told ((Business Insider)) that the ships had left.",
    &["Ada T. Brenner | person | grain researcher | Orrin Institute", "Orrin Institute | organisation | - | -", "Business Insider | outlet | - | -"]
)]
#[case::listed_think_tank(
    "[[Ada Brenner, a defense researcher at RAND,]] told ((Reuters)) so.",
    &["Ada Brenner | person | defense researcher | RAND", "RAND | organisation | - | -", "Reuters | outlet | - | -"]
)]
#[case::the_paper_named_before(
    "Corvane denied a report in the Lakewood Courier. [[A broker]] told ((the paper)) that it was so.",
    &["Lakewood Courier | outlet | - | -", "broker | person | broker | -"]
)]
#[case::no_body_after_a_place(
    "A goose held up the bus from Tarnby for an hour, [[the bus company]] said.",
    &["bus company | organisation | - | -"]
)]
#[case::who_published_it(
    "Bats sleep less near roads, according to [[a paper released on Monday in Lesk by the Orrin Institute]].",
    &["paper released on Monday in Lesk by the Orrin Institute | document | - | Orrin Institute", "Orrin Institute | organisation | - | -"]
)]
#[case::an_office_and_what_it_is_for(
    "[[Security Council Coordinator for Strategic Letters Paul Weaver]] said so. [[Weaver]] left.",
    &["Security Council | organisation | - | -", "Paul Weaver | person | Coordinator for Strategic Letters | Security Council"]
)]
#[case::a_deputy_minister_for(
    "[[Deputy Minister for Foreign Trade Anna Kowalska]] said so.",
    &["Anna Kowalska | person | Deputy Minister for Foreign Trade | -"]
)]
#[case::an_assistant_secretary(
    "[[Assistant Secretary of State for African Affairs Ida Dean]] said so.",
    &["Ida Dean | person | Assistant Secretary of State for African Affairs | -"]
)]
#[case::an_office_of_two(
    "[[Oman’s Oil and Gas Minister Mohammed Falk]] said so.",
    &["Mohammed Falk | person | Oman’s Oil and Gas Minister | -"]
)]
#[case::a_minister_works_for_no_energy(
    "[[Saudi Energy Minister Khalid Falk]] said so.",
    &["Khalid Falk | person | Saudi Energy Minister | -"]
)]
#[case::an_under_secretary(
    "[[The guild's Under-Secretary-General for Human Affairs, Joyce Adeyemi,]] said so.",
    &["Joyce Adeyemi | person | guild's Under-Secretary-General for Human Affairs | -"]
)]
#[case::letters_before_an_office(
    "The Sudan Nurses Network (SNN) met. [[SNN Spokesperson Dr. Razan Haddad]] said so.",
    &["SNN | organisation | - | -", "Razan Haddad | person | Spokesperson | SNN"]
)]
#[case::senior_officials_of_a_listed_body("[[Senior United Nations officials]] said so.", &["Senior United Nations officials | group | - | United Nations", "United Nations | organisation | - | -"])]
#[case::a_service("[[Norway's military intelligence]] said so.", &["Norway's military intelligence | organisation | - | -"])]
#[case::a_spokesman_for_a_president(
    "[[A Spokesman for President Jane Roe]] said so.",
    &["Spokesman for President Jane Roe | person | Spokesman for President Jane Roe | -"]
)]
#[case::when_is_no_part_of_who(
    "[[Delegates from the Weavers' Guild yesterday]] said so.",
    &["delegates from the Weavers' Guild | group | - | Weavers' Guild", "Weavers' Guild | organisation | - | -"]
)]
#[case::an_advocate_of_limits(
    "[[Mr. Tellef, one of the biggest advocates of new limits on herring catches,]] said so.",
    &["Tellef | person | biggest advocates of new limits on herring catches | -"]
)]
#[case::president_of_a_firm_like_a_person(
    "[[Tim Grisk, president of Solar Asset Management,]] said so.",
    &["Tim Grisk | person | president | Solar Asset Management", "Solar Asset Management | organisation | - | -"]
)]
#[case::an_analyst_with_a_firm_like_a_person(
    "[[Peter Holm, an analyst with Marlcord Adams in Tarn,]] said so.",
    &["Peter Holm | person | analyst | Marlcord Adams", "Marlcord Adams | organisation | - | -"]
)]
#[case::whose_chief(
    "[[Boats in Sight’s co-chief executive, James L. Holm,]] said so.",
    &["Boats in Sight | organisation | - | -", "James L. Holm | person | co-chief executive | Boats in Sight"]
)]
#[case::a_branch("[[The Tarn branch of the NAACP]] said so.", &["Tarn branch of the NAACP | organisation | - | -"])]
#[case::two_towns_and_one_office(
    "[[Brighton and Hove senior coroner Vera Hamil]] said so.",
    &["Vera Hamil | person | Hove senior coroner | -"]
)]
#[case::a_prime_ministers_cabinet(
    "[[Prime Minister Anil Roe’s government]] said so.",
    &["Prime Minister Anil Roe’s government | organisation | - | -"]
)]
#[case::former(
    "[[Minho Seo, a former North Korean tank driver,]] said in an interview with ((Radio Free Asia)) that they are cold.",
    &["Minho Seo | person | former North Korean tank driver | -", "Radio Free Asia | outlet | - | -"]
)]
#[case::role_before(
    "[[Kremlin spokesman Pavel Orlov]] denied it.",
    &["Kremlin | organisation | - | -", "Pavel Orlov | person | spokesman | Kremlin"]
)]
#[case::titles(
    "[[Gen. Mark Tolliver]] denied it, and [[Mr. Andrew Pell]] agreed.",
    &["Mark Tolliver | person | Gen. | -", "Andrew Pell | person | - | -"]
)]
#[case::minister(
    "[[South Korean Defense Minister Kim Yong-hyun]] denied it.",
    &["Kim Yong-hyun | person | South Korean Defense Minister | -"]
)]
#[case::anonymity(
    "[[Two officials who spoke on condition of anonymity]] denied it.",
    &["two officials | group | on condition of anonymity | -"]
)]
#[case::unnamed_of_a_body(
    "[[Officials at the Grain Ministry]] denied it. [[Experts]] doubted that.",
    &["officials at the Grain Ministry | group | - | Grain Ministry", "Grain Ministry | organisation | - | -", "experts | group | - | -"]
)]
#[case::documents(
    "[[Reports]] suggest so. [[A study by the Orrin Institute]] found more. [[The study]] is new.",
    &["reports | document | - | -", "study by the Orrin Institute | document | - | Orrin Institute", "Orrin Institute | organisation | - | -"]
)]
#[case::spokeswoman(
    "[[A spokeswoman for the Harbour Authority]] denied it. [[She]] added nothing.",
    &["spokeswoman for the Harbour Authority | person | spokeswoman | Harbour Authority", "Harbour Authority | organisation | - | -"]
)]
#[case::acronym(
    "[[The National Grain Service (NGS)]] denied it. Later [[the NGS]] confirmed it.",
    &["National Grain Service | organisation | - | -"]
)]
#[case::alias(
    "The ship sank, [[the Associated Press]] reported. [[AP]] named nobody.",
    &["Associated Press | outlet | - | -"]
)]
#[case::heads(
    "[[Olena Bondar, who heads the Lviv Grain Institute,]] denied it.",
    &["Olena Bondar | person | head | Lviv Grain Institute", "Lviv Grain Institute | organisation | - | -"]
)]
#[case::reversed(
    "[[The head of the Harbour Authority, Laura Mills,]] denied it.",
    &["Harbour Authority | organisation | - | -", "Laura Mills | person | head | Harbour Authority"]
)]
#[case::capital_as_government(
    "[[Seoul]] denied it, but [[the Kremlin]] did not.",
    &["Seoul | organisation | - | -", "Kremlin | organisation | - | -"]
)]
#[case::white_space_and_possessive(
    "[[Laura\u{a0}  Mills]] denied it. [[Mills’s]] claim stood.",
    &["Laura Mills | person | - | -"]
)]
#[case::spokesman_of_a_person(
    "Laura Mills won. [[Mills spokesman Peter Holm]] thanked them.",
    &["Peter Holm | person | Mills spokesman | -"]
)]
#[case::counted_group(
    "[[A number of officials]] left.",
    &["number of officials | group | - | -"]
)]
#[case::unlisted_office(
    "[[Marlow County Recorder Helen Pike]] denied it. [[She]] left.",
    &["Helen Pike | person | Marlow County Recorder | -"]
)]
#[case::now_at(
    "[[Laura Mills, a former navy lawyer now at the Orrin Institute,]] denied it.",
    &["Laura Mills | person | former navy lawyer | Orrin Institute", "Orrin Institute | organisation | - | -"]
)]
#[case::one_of(
    "[[One of the senior aides]] denied it.",
    &["one of the senior aides | group | - | -"]
)]
#[case::diplomat_and_condition_after(
    "[[A Western diplomat]] denied it. The diplomat asked not to be named because the talks go on.",
    &["Western diplomat | group | asked not to be named | -"]
)]
#[case::agent_of(
    "The money left, according to an affidavit by [[an FBI agent, Marcus Hale]], the court heard.",
    &["Federal Bureau of Investigation | organisation | - | -", "Marcus Hale | person | agent | Federal Bureau of Investigation"]
)]
#[case::body_of_no_list(
    "[[The aid group Open Door]] doubts the count. [[The carmaker Ferrano]] plans to stay.",
    &["Open Door | organisation | - | -", "Ferrano | organisation | - | -"]
)]
#[case::named_by_a_clause(
    "[[A retired sailor who gave only his first name, Vadym,]] had counted five. [[A nurse]] who asked to be identified only as Marta agreed.",
    &["Vadym | person | - | -", "Marta | person | - | -"]
)]
#[case::opening_noun_is_no_body(
    "[[Union leader Gesa Wirth]] said so.",
    &["Gesa Wirth | person | Union leader | -"]
)]
#[case::led_a_study(
    "[[Marek Dunst, who led the inspection,]] said so. [[Olga Roth, who led the Grain Union,]] did not.",
    &["Marek Dunst | person | leader | -", "Olga Roth | person | former leader | Grain Union", "Grain Union | organisation | - | -"]
)]
#[case::capitals_are_no_pronoun(
    "Children fall ill, according to [[WHO figures]]. [[The WHO]] agreed.",
    &["World Health Organization | organisation | - | -", "WHO figures | document | - | World Health Organization"]
)]
#[case::his_is_not_theirs(
    "[[A rebel spokesman]] denied it. The secretary-general condemned it, [[his spokesperson]] said.",
    &["rebel spokesman | person | rebel spokesman | -", "spokesperson | person | spokesperson | -"]
)]
#[case::honours_behind_the_name(
    "[[prosecutor Miles Hanbury KC]] opened the case.",
    &["Miles Hanbury | person | prosecutor | -"]
)]
#[case::today_is_a_name(
    "It will rain, according to [[Lesk Today]]. [[The ministry]] told Lesk Today.",
    &["Lesk Today | outlet | - | -", "ministry | organisation | - | -"]
)]
#[case::newspaper_poll(
    "[[A Reuters poll]] found so.",
    &["Reuters poll | document | - | Reuters", "Reuters | outlet | - | -"]
)]
fn describes_sources(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(described(text), expected);
}

#[rstest]
#[case::surname(
    "[[Hyunwoo Lee, a former soldier,]] said so. The camp is far.\nThe food is bad, [[Lee]] said. [[He]] left in 2003.",
    &["Hyunwoo Lee", "Hyunwoo Lee", "Hyunwoo Lee"]
)]
#[case::surname_before_full_name(
    "[[Halvorsen]] denied it.\nLater the court heard more. [[Ingrid Halvorsen, a trader,]] had left, [[she]] said.",
    &["Ingrid Halvorsen", "Ingrid Halvorsen", "Ingrid Halvorsen"]
)]
#[case::korean(
    "Kim Jong Un spoke for an hour. “We are ready,” [[Kim]] said. [[Park Min-seo, an analyst,]] doubted it. [[Park]] laughed.",
    &["Kim Jong Un", "Park Min-seo", "Park Min-seo"]
)]
#[case::two_lees_by_title(
    "[[Gen. Hyunseok Lee]] commands the camp. [[Soomi Lee, a nurse,]] works there.\n[[Gen. Lee]] said it was calm. [[Ms. Lee]] disagreed.",
    &["Hyunseok Lee", "Soomi Lee", "Hyunseok Lee", "Soomi Lee"]
)]
#[case::two_kims_by_recency(
    "[[Kim Yong-hyun, the minister,]] denied it.\nThe pay is low.\n[[Kim Min-ji, a farmer,]] saw the trains. They ran at night, [[Kim]] said.",
    &["Kim Yong-hyun", "Kim Min-ji", "Kim Min-ji"]
)]
#[case::couple(
    "[[John Marsh]] met his wife, Laura Marsh, there. [[She]] agreed. [[Mrs. Marsh]] sang, and [[he]] danced.",
    &["John Marsh", "Laura Marsh", "Laura Marsh", "John Marsh"]
)]
#[case::quoted_name_is_not_the_speaker(
    "[[Peter Holm]] had doubts. “Kim Jong Un takes it all,” [[he]] said.",
    &["Peter Holm", "Peter Holm"]
)]
#[case::gender(
    "[[Peter Holm]] spoke first. [[Olena Bondar]] came later. [[He]] was calm and [[she]] was not.",
    &["Peter Holm", "Olena Bondar", "Peter Holm", "Olena Bondar"]
)]
#[case::speaker_goes_on(
    "[[Peter Holm]] said that Mark Tolliver would resign. [[He]] added that the vote was close.",
    &["Peter Holm", "Peter Holm"]
)]
#[case::somebody_who_never_spoke(
    "Mark Tolliver left the army in 2003. [[He]] described the camp.",
    &["Mark Tolliver"]
)]
#[case::they(
    "[[Residents]] said the lights went out. [[They]] blamed the army.",
    &["residents", "residents"]
)]
#[case::it(
    "[[The Grain Ministry]] denied it. [[It]] gave no numbers.",
    &["Grain Ministry", "Grain Ministry"]
)]
#[case::who(
    "[[Peter Holm]], a trader at Norbank, [[who]] said it was late, left.",
    &["Peter Holm", "Peter Holm"]
)]
#[case::the_minister(
    "[[Defense Minister Anna Koval]] denied it.\nOthers were silent.\n[[The minister]] gave no numbers.",
    &["Anna Koval", "Anna Koval"]
)]
#[case::the_researcher(
    "[[Ada Brenner, a political scientist at Norbank,]] denied it. [[Mark Tolliver, a trader,]] agreed.\n[[The researcher]] gave numbers.",
    &["Ada Brenner", "Mark Tolliver", "Ada Brenner"]
)]
#[case::the_lawmaker(
    "[[Sen. Laura Mills]] voted no. [[The lawmaker]] gave no reason.",
    &["Laura Mills", "Laura Mills"]
)]
#[case::the_company(
    "[[Norwell Shipping Corp.]] lost two ships. [[The company]] gave no reason.",
    &["Norwell Shipping Corp.", "Norwell Shipping Corp."]
)]
#[case::the_agency(
    "[[Ukraine's National Grain Agency]] denied it. [[Mark Tolliver]] agreed. [[The agency]] gave numbers.",
    &["Ukraine's National Grain Agency", "Mark Tolliver", "Ukraine's National Grain Agency"]
)]
#[case::two_ministries(
    "[[Russia's Defense Ministry]] claimed the village. [[The Ukrainian Defense Ministry]] denied it. [[Ukraine's Ministry of Defense]] sent pictures.",
    &["Russia's Defense Ministry", "Ukraine's Ministry of Defense", "Ukraine's Ministry of Defense"]
)]
#[case::unknown_minister(
    "[[The minister]] denied it. [[The minister]] left.",
    &["minister", "minister"]
)]
#[case::the_officials(
    "[[Two Western officials]] saw the list. [[The officials]] named nobody.",
    &["two Western officials", "two Western officials"]
)]
#[case::an_official_and_another(
    "[[A senior official]] saw the list. [[Another official]] did not.",
    &["senior official", "official"]
)]
#[case::i_in_a_quotation(
    "“[[I]] think it is over,” [[Peter Holm]] said.",
    &["Peter Holm", "Peter Holm"]
)]
#[case::i_of_the_author(
    "[[I]] think it is over.",
    &["-"]
)]
#[case::you("[[You]] may think it is over.", &["-"])]
#[case::first_name(
    "[[Hillary Marsh]] won. [[Hillary]] thanked them.",
    &["Hillary Marsh", "Hillary Marsh"]
)]
#[case::particle(
    "[[Ursula van der Berg]] won. [[Van der Berg]] thanked them.",
    &["Ursula van der Berg", "Ursula van der Berg"]
)]
#[case::junior(
    "[[Donald Roe Jr.]] spoke for Donald Roe. [[Roe Jr.]] sang, [[Roe]] did not.",
    &["Donald Roe Jr.", "Donald Roe Jr.", "Donald Roe"]
)]
#[case::shorter_full_name(
    "[[Bruno Keller]] won. [[Bruno W. Keller]] was sworn in. [[Keller]] wept.",
    &["Bruno W. Keller", "Bruno W. Keller", "Bruno W. Keller"]
)]
#[case::short_company(
    "[[Norwell Shipping Corp.]] lost two ships. [[Norwell]] gave no reason.",
    &["Norwell Shipping Corp.", "Norwell Shipping Corp."]
)]
#[case::the_report(
    "[[A report by Amnesty International]] counted them. [[The report]] names the camps. [[It]] is long.",
    &["report by Amnesty International", "report by Amnesty International", "report by Amnesty International"]
)]
#[case::campaign(
    "[[The Marsh campaign]] denied it. [[The campaign]] named nobody.",
    &["Marsh campaign", "Marsh campaign"]
)]
#[case::police(
    "[[Police]] closed the road. [[They]] gave no reason.",
    &["police", "police"]
)]
#[case::people_of_a_country(
    "[[Ukrainians]] doubt it. [[Democrats]] do too.",
    &["Ukrainians", "Democrats"]
)]
#[case::a_woman(
    "A farmer from the hills lost two cows. [[She]] blamed the wolves.",
    &["farmer from the hills"]
)]
#[case::president(
    "[[President Olena Bondar]] signed it. [[The president]] smiled. [[Bondar]] left.",
    &["Olena Bondar", "Olena Bondar", "Olena Bondar"]
)]
#[case::place_or_person(
    "[[Denzel Washington]] arrived in Washington. [[Washington]] waved.",
    &["Denzel Washington", "Denzel Washington"]
)]
#[case::a_lone_surname_that_is_a_given_name(
    "[[Chris Christie]] won. He left early. [[Christie]] thanked them.",
    &["Chris Christie", "Chris Christie"]
)]
#[case::a_described_person_nobody_else_can_be(
    "[[Paul Marsh]] won. [[The Ohio Republican]] thanked them. [[The 34-year-old]] left.",
    &["Paul Marsh", "Paul Marsh", "Paul Marsh"]
)]
#[case::a_described_person_who_is_another(
    "[[Paul Marsh, a farmer,]] lost. [[The Ohio governor]] thanked him.",
    &["Paul Marsh", "Ohio governor"]
)]
#[case::counted_people(
    "[[A number of the candidates]] left. [[They]] gave no reason.",
    &["number of the candidates", "number of the candidates"]
)]
#[case::a_list_of_people(
    "[[Marsh, Ryan and Harbour Chairman Peter Holm]] met. [[Peter Holm]] left first.",
    &["Marsh", "Peter Holm"]
)]
#[case::one_of_a_party(
    "[[One Democrat familiar with the talks]] left. [[This]] surprised them.",
    &["Democrat familiar with the talks", "-"]
)]
#[case::counsel(
    "[[White House Counsel Neil Egger]] came to Capitol Hill. [[Egger]] left.",
    &["Neil Egger", "Neil Egger"]
)]
#[case::a_party(
    "[[Republicans]] voted no. [[Senate Republicans]] laughed.",
    &["Republicans", "Senate Republicans"]
)]
#[case::sentence_opening_surname(
    "The dam broke at night. [[Halvorsen]] said so.",
    &["Halvorsen"]
)]
#[case::a_body_in_a_town(
    "[[The ministry in Vardek]], [[which]] denied it, fell silent.",
    &["ministry in Vardek", "ministry in Vardek"]
)]
#[case::one_of_a_trade_without_a_name(
    "[[A lender with a stake in the port, who asked not to be named,]] was worried. [[He]] named no sum.",
    &["lender with a stake in the port", "lender with a stake in the port"]
)]
#[case::not_the_paper_that_was_told(
    "[[Torvik Copper]] came in May. In a letter to the Coast Gazette, [[the company]] said it would stay.",
    &["Torvik Copper", "Torvik Copper"]
)]
#[case::what_the_article_is_about(
    "[[The Bank of Ostmark]] waited.\n\nRates stay.\n\nTraders at Lund Bank sold.\n\nNobody bought.\n\n[[The bank]] said so.",
    &["Bank of Ostmark", "Bank of Ostmark"]
)]
#[case::the_shares_and_the_firm(
    "Shares in Torvik Foods fell after [[the frozen food retailer]] warned of a loss. [[The company]] waits.",
    &["Torvik Foods", "Torvik Foods"]
)]
#[case::who_of_a_noun(
    "[[Traders]], [[who]] said it was late, left.",
    &["traders", "traders"]
)]
#[case::demanded_of_another(
    "The note was signed by Goran Tadic. [[Davor Babel]] demanded that she resign. [[He]] left.",
    &["Davor Babel", "Davor Babel"]
)]
#[case::mother_and_councillor(
    "[[Mum-of-two Vera Holm]] came. [[Cllr Nils Berg]] left. [[Cllr Berg]] came back.",
    &["Vera Holm", "Nils Berg", "Nils Berg"]
)]
#[case::who_is_asked_and_who_asks(
    "Asked by [[a reporter]] whether it hurt, Judith Harlan smiled. “It is nothing,” [[she]] said.",
    &["reporter", "Judith Harlan"]
)]
#[case::for_whom_it_is_hard(
    "[[Nina Kos]] agreed.\n\nFor Maria Lonar, who lost both her parents, it is hard to hear. [[She]] wept.",
    &["Nina Kos", "Maria Lonar"]
)]
#[case::the_office_of_the_minister(
    "The Kolvane dam broke. Minister Vera Holm denied it. Her office on Thursday stood by that. [[It]] sent a letter.",
    &["Vera Holm’s office"]
)]
#[case::one_who_is_only_a_spokesperson(
    "Lawyers for the parents came. [[A spokesperson for the trust]] said it was sorry. [[They]] would not say more.",
    &["spokesperson for the trust", "spokesperson for the trust"]
)]
#[case::not_the_state_of_the_senator(
    "They found a letter. [[Sen. Dale Hux of Idaho]] read it. [[It]] proved nothing.",
    &["Dale Hux", "-"]
)]
#[case::named_as_a_street_is(
    "[[Deborah Lane]] wrote first. [[Ms Lane]] waited. Victoria Lane was closed.",
    &["Deborah Lane", "Deborah Lane"]
)]
#[case::the_us_is_nobody_s_us(
    "[[US Coast Guard Academy spokesman Piet Lang]] said it was closed. [[Lang]] said no more.",
    &["Piet Lang", "Piet Lang"]
)]
#[case::a_staff_is_no_general(
    "[[The Karsh General Staff]] said the bridge stood. [[General Vera Holm]] agreed.",
    &["Karsh General Staff", "Vera Holm"]
)]
#[case::two_staffs(
    "[[The Ukrainian General Staff]] said it held. [[The Russian General Staff]] said it fell.",
    &["Ukrainian General Staff", "Russian General Staff"]
)]
#[case::the_rank_closes_the_source(
    "[[Spokesman for the Odrin group of troops Major Ilse Brandt]] said it was calm. [[Brandt]] smiled.",
    &["Ilse Brandt", "Ilse Brandt"]
)]
#[case::not_whom_one_speaks_for(
    "[[A spokesman for junta leader General Vera Holm]] said it was calm.",
    &["spokesman for junta leader General Vera Holm"]
)]
#[case::retired("[[Former navy chief Adm (retd) P.J. Oram]] called it a probe. [[Oram]] warned of more.", &["P.J. Oram", "P.J. Oram"])]
#[case::when_is_no_part_of_who(
    "[[Karsh President Nils Berg last month]] called it a trap. [[Berg]] warned of more.",
    &["Nils Berg", "Nils Berg"]
)]
#[case::named_as_a_month("[[June Ostrander, 81, of Marl,]] waited. [[Ostrander]] slept.", &["June Ostrander", "June Ostrander"])]
#[case::a_club_takes_the_verb_of_many(
    "Athletic lost. [[Athletic]] insist that the coach will stay. [[It]] sold two men.",
    &["Athletic", "Athletic"]
)]
#[case::the_brother_who_nodded(
    "“We sold it,” said [[Nestor Brandt]], 54. His brother Tiber nodded. “Nobody asks,” [[he]] said.",
    &["Nestor Brandt", "Tiber"]
)]
#[case::people_by_their_letters("[[GPs]] said the ward was full. The board was blamed by [[MEPs]].", &["GPs", "MEPs"])]
#[case::whose_group_it_is("[[The Beekeepers’ Action Group]] counts 900 hives. [[It]] wants more.", &["Beekeepers’ Action Group", "Beekeepers’ Action Group"])]
#[case::it_may_be_anything("[[Brandt]] said it was too late. [[She]] left.", &["Brandt", "Brandt"])]
#[case::an_expert_engaged_by_others(
    "[[A surveyor hired by the guild, Professor Odo Lang,]] rejected it. [[Lang]] wrote a book.",
    &["Odo Lang", "Odo Lang"]
)]
#[case::one_of_the_firms("Three firms bought there. [[One of them, Hallmark,]] said it had left. [[It]] would pay.", &["Hallmark", "Hallmark"])]
#[case::the_owner_is_a_firm("The mill burned. [[The mill’s owner, Zenor Apparels,]] was silent. [[It]] would pay.", &["Zenor Apparels", "Zenor Apparels"])]
#[case::makers_and_exporters(
    "[[The Odrin Boat Makers and Exporters Association]] was shocked. [[It]] would pay.",
    &["Odrin Boat Makers and Exporters Association", "Odrin Boat Makers and Exporters Association"]
)]
#[case::a_neighbour_is_a_country(
    "The army of neighbouring Tarsk denied it. [[Tarsk]] insists they left. [[It]] wants peace.",
    &["Tarsk", "Tarsk"]
)]
#[case::a_society_for_the_sick("[[The Parkinson's Foundation]] hailed it. [[The foundation]] gave money.", &["Parkinson's Foundation", "Parkinson's Foundation"])]
#[case::the_lawyer_is_not_the_mourner(
    "Rudd, now a deputy, was silent. [[His lawyer]] said the note was a fake.\n\n“They knew,” said [[Ana Brill]], who lost a son.",
    &["lawyer", "Ana Brill"]
)]
#[case::whom_it_orders_is_not_it(
    "[[The Tribunal for Rowing]] said that the oars federation had failed to show the tape was whole. [[It]] ordered the federation to pay.",
    &["Tribunal for Rowing", "Tribunal for Rowing"]
)]
#[case::named_as_bodies_are("[[World Rowing]] said it was sad. [[National Water]] says supply is back.", &["World Rowing", "National Water"])]
#[case::two_counties("[[Avon and Severn Police]] have confirmed it. [[The force]] asked for help.", &["Avon and Severn Police", "Avon and Severn Police"])]
#[case::a_retired_commodore(
    "[[An expert on river traffic, retired Commodore Nils Falk,]] said it was a buoy. [[Falk]] laughed at it.",
    &["Nils Falk", "Nils Falk"]
)]
#[case::a_trade_body("[[A trade body for rope makers, Cord Europe,]] rejected it. [[It]] would sue.", &["Cord Europe", "Cord Europe"])]
#[case::based_somewhere("[[The ferry's manager, Malmo-based Norte Marine,]] confirmed it. [[It]] would pay.", &["Norte Marine", "Norte Marine"])]
#[case::a_ministry_is_no_judge("[[The Ministry of Justice]] denied it. [[The ministry]] blamed fog.", &["Ministry of Justice", "Ministry of Justice"])]
#[case::her_opposite_number(
    "[[The chancellor]] said it was near. [[Her opposite number, Mia Holt,]] laughed at it. [[Holt]] left.",
    &["chancellor", "Mia Holt", "Mia Holt"]
)]
#[case::an_article_in_a_name("[[Hosni Darwish el-Masri]] said it was a trick. [[El-Masri]] left.", &["Hosni Darwish el-Masri", "Hosni Darwish el-Masri"])]
#[case::the_trade_of_a_leader(
    "[[Prime Minister Nils Dahl]] was glad. [[Their leader, the chiropractor Jan Falk,]] shouted at him. [[One of them, the lawmaker Pia Ek,]] said no.",
    &["Nils Dahl", "Jan Falk", "Pia Ek"]
)]
#[case::who_opens_the_sentence_did_it(
    "Researchers at the University of Tarn counted ducks in 12 towns. [[They]] found that ducks stay.",
    &["researchers"]
)]
#[case::a_witness(
    "[[Dr Mia Holt]] told ((the inquest)) that it was dark. The clerk, Jan Falk, wrote. [[Falk]] asked her again. [[The witness]] agreed.",
    &["Mia Holt", "Jan Falk", "Mia Holt"]
)]
#[case::letters_of_a_dateline_are_no_group("HALDEN/TARN — [[The group]] denied it.", &["group"])]
#[case::a_water_company("[[Southern Counties Water]] denied it. [[The company]] sued.", &["Southern Counties Water", "Southern Counties Water"])]
#[case::whoever_answers(
    "[[Major Ada Falk]] said no.\n\nAsked which tide was higher, a harbour pilot laughed. “Neither,” [[she]] said.",
    &["Ada Falk", "harbour pilot"]
)]
#[case::they_point_out(
    "[[Consumer groups]] say it is weak. Next week airlines are to meet; in Spain, [[they]] point out, it is the law.",
    &["consumer groups", "consumer groups"]
)]
#[case::a_regulator_of_a_country("[[Norway's rail regulator]] opened it. [[The regulator]] would wait.", &["Norway's rail regulator", "Norway's rail regulator"])]
#[case::an_aside_before_it_said_so(
    "[[Solvane, in a letter to masters seen by the Tarn Gazette,]] said it was closing. [[The company]] sued.",
    &["Solvane", "Solvane"]
)]
#[case::a_reply_to_questions(
    "[[Its owner, Zilver Pleyn,]] said in an emailed reply to questions that it had paid. [[It]] did not say whom.",
    &["Zilver Pleyn", "Zilver Pleyn"]
)]
#[case::a_couple(
    "[[The trade body UK Barges]] said so.\n\nFor Bo and Ida Falk, who bought a barge in Tarn, it is late. Their debts, [[they]] say, grew.",
    &["UK Barges", "Ida Falk"]
)]
#[case::a_town_and_its_paper(
    "Bo Falk, of Quay Road, Halden, wept. [[Ida Holt]] told ((the Halden Express)) so. It was late in Halden, [[she]] said.",
    &["Ida Holt", "Ida Holt"]
)]
#[case::a_title_of_several_words("[[Secretary of State Bo Falk]] left. [[Falk]] said so.", &["Bo Falk", "Bo Falk"])]
#[case::an_irishman("[[Keane]] won. “Now,” [[the Irishman]] said.", &["Keane", "Keane"])]
#[case::a_club(
    "“I will go,” [[Jan Holt]] said. The second Tarnica goal, [[he]] said, was late. The Tarnica fans sang.",
    &["Jan Holt", "Jan Holt"]
)]
#[case::a_paper_of_the_south("The dam is safe, [[the Southern Telegraph]] says.", &["Southern Telegraph"])]
#[case::a_number_in_a_name("The dam is safe, [[the Four Valleys Herald]] says.", &["Four Valleys Herald"])]
#[case::bee_keepers("[[Beekeepers]] say so.", &["beekeepers"])]
#[case::a_ministry_of_the_union(
    "[[The Tarn state health ministry]] said so. [[The federal health ministry]] did not.",
    &["Tarn state health ministry", "federal health ministry"]
)]
#[case::named_after_a_country("[[Heritage New Zealand]] said so. Its director, [[Bo Falk]], agreed.", &["Heritage New Zealand", "Bo Falk"])]
#[case::one_of_them_by_name("Crews may go. [[One, retired pilot Bo Falk,]] said so. [[He]] left.", &["Bo Falk", "Bo Falk"])]
#[case::a_charity_is_an_ngo("The convoy was led by the charity Openhand. [[Openhand]] said so. [[The NGO]] left.", &["Openhand", "Openhand"])]
#[case::named_like_a_pronoun("The radio quoted [[He Bao, a farmer,]] on it. [[He]] left.", &["He Bao", "He Bao"])]
#[case::a_watchdog_with_a_small_letter(
    "[[The Tarn Observatory for Human rights]] said so. [[The watchdog]] knew no more.",
    &["Tarn Observatory for Human rights", "Tarn Observatory for Human rights"]
)]
#[case::a_governor_of_a_state_of_two_words("[[Governor of South Carolina Henry Roe]] said so.", &["Henry Roe"])]
#[case::a_mayor_of_a_saint("[[Mayor of San Jose Nils Aune]] said so.", &["Nils Aune"])]
#[case::an_agency_without_its_noun("The office closed. [[Xinhua]] said so. [[The agency]] knew no more.", &["Xinhua", "Xinhua"])]
#[case::police_are_no_name("The Tarn Police Chief came. [[Police]] said so. Later [[the police]] knew more.", &["police", "police"])]
#[case::a_councillor("[[Cr Ida Falk]] said so. [[Falk]] left.", &["Ida Falk", "Ida Falk"])]
#[case::her_colleagues_are_not_she("[[Ida Falk]] said so. [[Two of her colleagues]] did not.", &["Ida Falk", "two of her colleagues"])]
#[case::an_agency_by_name("[[The ANSA news agency]] reported it. [[ANSA]] said so.", &["ANSA", "ANSA"])]
#[case::a_region_is_no_body("[[Advisers to Mr. Falk]] said so. Trade in [[Central Asia]] grew.", &["advisers to Mr. Falk", "Central Asia"])]
#[case::a_clerk_a_paragraph_on("[[Justin Falk]] said so.\n\n[[The clerk]] asked for proof.", &["Justin Falk", "clerk"])]
#[case::a_village_chief("[[Bo Falk of the guild]] doubts it.\n\nIt may rise. [[The village chief]] put it at nine.", &["Bo Falk", "village chief"])]
#[case::two_peoples("Work by [[Chinese and Australian researchers]] shows it.", &["Chinese and Australian researchers"])]
#[case::a_movement("[[The movement]] denied it.", &["movement"])]
#[case::who_is_quoted_just_before(
    "[[Jan Falk]] led the talks. “From Day One, I said so,” [[the bespectacled, 71-year-old diplomat]] said.",
    &["Jan Falk", "Jan Falk"]
)]
#[case::how_old_she_is(
    "[[The bank’s lawyer, Jan Falk,]] said so.\n\nThe fees hurt Berta Quill. [[The 68-year-old widow from Tralee]] told the panel that she was cold.",
    &["Jan Falk", "Berta Quill"]
)]
fn finds_who_is_meant(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(speakers(text), expected);
}
