//! Sentences in which two voices meet, or one is broken, read by rules and tagger together: in our own words.

use rstest::rstest;

use super::together::{read, shown};

#[rstest]
// What a cue breaks in two begins behind the mark, and has both its parts.
#[case(
    "But Lena Ortiz, who maps floods in Leeds, doubts it: the pumps needed, she points out, have not been seen in the town.",
    "she | points out | the pumps needed … have not been seen in the town"
)]
#[case(
    "They acknowledged that the clinics were not built for such scans: fewer than one in ten wards in Wales, she said, currently have the \
     rooms needed.",
    "she | said | fewer than one in ten wards in Wales … currently have the rooms needed"
)]
#[case(
    "Holm himself conceded as much: there had been, he said, \"a fair bit of shouting\".",
    "he | said | there had been … \"a fair bit of shouting\""
)]
// Whoever speaks behind a semicolon.
#[case(
    "The chamber of trade warned that 9,000 posts could go if rents stayed where they were; the bakers' union called that figure \
     fantasy and accused landlords of using the winter as a pretext.",
    "the bakers' union | accused | landlords of using the winter as a pretext"
)]
#[case(
    "The agency's head, Inga Rask, is due to meet the council on Monday; envoys say she is expected to ask for more boats.",
    "envoys | say | she is expected to ask for more boats"
)]
#[case(
    "The cabinet says 31 people drowned; a roll kept by the chapel has 44 names.",
    "The cabinet | says | 31 people drowned"
)]
// What stands inside of what is said is said too.
#[case(
    "The jury heard that the agent, Milo Benn, won the lease for two piers that surveyors had opposed.",
    "The jury | heard | that the agent, Milo Benn, won the lease for two piers that surveyors had opposed"
)]
#[case(
    "A person close to the club told Radio Nord that film from the tunnel, which will be shown on Friday, shows stewards agreed \"in a \
     breath\" that the gate was open.",
    "A person close to the club | told | that film from the tunnel, which will be shown on Friday, shows stewards agreed \"in a breath\" \
     that the gate was open"
)]
#[case("Keeper Tomas Rell limped off with what Vidal fears is a broken toe.", "Vidal | fears | is a broken toe")]
// Whoever is told is no part of what is said.
#[case(
    "The Drugs Agency told Nature that it had asked for nothing.",
    "The Drugs Agency | told | that it had asked for nothing"
)]
// Questions, answers, gestures.
#[case(
    "Asked by Ms Dunn whether that was odd, he replied that it was \"usual with wet paper\".",
    "he | replied | that it was \"usual with wet paper\""
)]
#[case("Asked whether he would stay, Bo Lind shrugged. \"Why not?\"", "Bo Lind | shrugged | \"Why not?\"")]
#[case("The mill had closed in May. Lind shook his head. \"It was sound.\"", "Lind | shook | \"It was sound.\"")]
// Verbs that look like something else.
#[case(
    "Aerial photographs bought from the firm Skyline and checked by this paper show at least six burnt barns near the weir.",
    "Aerial photographs bought from the firm Skyline and checked by this paper | show | at least six burnt barns near the weir"
)]
#[case(
    "Those given the syrup, cordolin, coughed on 3 nights in 10, compared with 6 among those given water, said Dr. Rosa Keller, a \
     physician in Basel.",
    "Dr. Rosa Keller, a physician in Basel | said | Those given the syrup, cordolin, coughed on 3 nights in 10, compared with 6 among \
     those given water"
)]
#[case(
    "The pill could cost 900 euros a month, economists at Brandt estimate.",
    "economists at Brandt | estimate | The pill could cost 900 euros a month"
)]
#[case(
    "Norway's fisheries watchdog has judged both nets to be a waste of money.",
    "Norway's fisheries watchdog | has judged | both nets to be a waste of money"
)]
#[case("She shouted that the boat was on fire.", "She | shouted | that the boat was on fire")]
fn tells_voices_apart(#[case] text: &str, #[case] expected: &str) {
    let found: Vec<String> = read(text).iter().map(|one| shown(text, one)).collect();
    assert!(found.iter().any(|one| one == expected), "{found:#?}");
}

#[rstest]
// A reason is not what is said, nor is how often; a relative clause tells which idea.
#[case("It was a gift that Mr Lunt had not declared because he dreaded a fine, the defence says.", "had not declared")]
#[case("The envoy will ask for a truce, an idea that the rebels have rejected three times.", "idea")]
#[case("The envoy will ask for a truce, an idea that the rebels have rejected three times.", "have rejected")]
#[case("Reed said the sample had been too small to tell whether the pill helps.", "to tell")]
fn attributes_nothing_to(#[case] text: &str, #[case] cue: &str) {
    let found: Vec<String> = read(text).iter().map(|one| shown(text, one)).collect();
    assert!(found.iter().all(|one| !one.contains(&format!("| {cue} |"))), "{found:#?}");
}
