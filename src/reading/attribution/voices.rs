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
// Behind asides.
#[case(
    "Marks noted that a county clerk, asked under oath whether the ledger was whole, had answered that he could not recall.",
    "a county clerk | had answered | that he could not recall"
)]
#[case(
    "Former rowing champion Ida Berg, whom Stone beat by a length in Ghent, wrote on X that she was \"glad for Stone, sad for rowing\".",
    "Former rowing champion Ida Berg | wrote | that she was \"glad for Stone, sad for rowing\""
)]
#[case(
    "The harbourmaster says a Dutch sailor, known locally as Piet Vos, was found asleep by his brother on Monday.",
    "The harbourmaster | says | a Dutch sailor, known locally as Piet Vos, was found asleep by his brother on Monday"
)]
#[case(
    "The army said Roe, a farmer, was shot by men in masks.",
    "The army | said | Roe, a farmer, was shot by men in masks"
)]
#[case(
    "That clerk, deputy superintendent Ann Lowe, testified in June that her desk had received 90 letters.",
    "That clerk, deputy superintendent Ann Lowe, | testified | that her desk had received 90 letters"
)]
#[case(
    "\"It floods each spring,\" said Tod Marlow, whose shop is near the quay.",
    "Tod Marlow | said | \"It floods each spring,\""
)]
#[case(
    "Scholars doubt that would help: such suits, said tax lawyer Ines Kohl, are settled \"once in a decade\".",
    "tax lawyer Ines Kohl | said | such suits … are settled \"once in a decade\""
)]
#[case(
    "Police neither confirmed nor denied that a boat was missing.",
    "Police | neither confirmed nor denied | that a boat was missing"
)]
#[case(
    "Organisers said they had called her office twice. Benn laughed at the idea. \"She has no office.\"",
    "Benn | laughed at the idea | \"She has no office.\""
)]
#[case("14:20 The port is shut, says chief engineer Bo Dahl.", "chief engineer Bo Dahl | says | The port is shut")]
#[case(
    "Finance head Ole Berg attributed the loss to bad weather.",
    "Finance head Ole Berg | attributed | the loss to bad weather"
)]
#[case(
    "It has in the past accused Oslo of losing its own buoys.",
    "It | has in the past accused | Oslo of losing its own buoys"
)]
#[case(
    "He agreed. Why, she asked, should the town trust him now?",
    "she | asked | Why … should the town trust him now"
)]
#[case(
    "A person familiar with the firm's thinking said it saw the suit as \"old news\".",
    "A person familiar with the firm's thinking | said | it saw the suit as \"old news\""
)]
#[case(
    "Lindgren herself warns against mixing the two pills.",
    "Lindgren herself | warns against | mixing the two pills"
)]
#[case(
    "And Peru's former trade minister, Ines Soto, wonders aloud why the pill is not made in Lima.",
    "Peru's former trade minister, Ines Soto, | wonders aloud | why the pill is not made in Lima"
)]
#[case(
    "Climate models suggest, they write, that dust from farms 300 km away could reach the peaks in a week.",
    "they | write | Climate models suggest … that dust from farms 300 km away could reach the peaks in a week"
)]
#[case(
    "The guild rejects that sum and points out that rents for small stalls have been cut.",
    "The guild | points out | that rents for small stalls have been cut"
)]
#[case(
    "Mayor Lund has hinted at one, but his deputy Ida Falk proposed last week that the pier should close, saying she wanted \"facts\".",
    "his deputy Ida Falk | proposed last week | that the pier should close"
)]
#[case(
    "Car sales fell 3% in May, the worst month in a decade, official data showed on Friday, dealing a blow to the makers.",
    "official data | showed | Car sales fell 3% in May, the worst month in a decade"
)]
#[case(
    "A council aide said the true number of men it holds is 80 and accused the cabinet of \"counting ghosts\".",
    "A council aide | accused | the cabinet of \"counting ghosts\""
)]
#[case("An army doctor there denied hiding anything.", "An army doctor there | denied | hiding anything")]
#[case(
    "The traders want a tax cut, without which, they argue, 900 stalls could close by May.",
    "they | argue | without which … 900 stalls could close by May"
)]
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
#[case("Three envoys briefed on the truce were doubtful of its terms.", "briefed on")]
fn attributes_nothing_to(#[case] text: &str, #[case] cue: &str) {
    let found: Vec<String> = read(text).iter().map(|one| shown(text, one)).collect();
    assert!(found.iter().all(|one| !one.contains(&format!("| {cue} |"))), "{found:#?}");
}
