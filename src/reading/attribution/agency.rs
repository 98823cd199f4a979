//! Sentences as agencies write them in a hurry, read by rules and tagger together: verbs on a par, whom a verb has do something, what
//! several voices share. In our own words.

use rstest::rstest;

use super::together::{read, shown};

#[rstest]
// Whose verb it is that stands behind "and", "but".
#[case(
    "Turkish officers said the pilot and his crew did not know the barge was part of a cleared convoy and wrongly believed it was \
     carrying shells.",
    "the pilot and his crew | wrongly believed | it was carrying shells"
)]
#[case(
    "Port spokesman Osman Deeb denied that the crew stole the grain and called the charge “cheap gossip.”",
    "Port spokesman Osman Deeb | called | the charge “cheap gossip.”"
)]
#[case(
    "The harbour police further claimed that they had phoned the crew after the fire, and that the owner had confirmed that \"all hands \
     were safe\".",
    "The harbour police | further claimed | that they had phoned the crew after the fire, and that the owner had confirmed that \"all \
     hands were safe\""
)]
#[case(
    "Major Tom Ryder, the navy press secretary, told reporters that some divers have died in the search, but did not have a number of \
     those hurt.",
    "Major Tom Ryder, the navy press secretary, | told | that some divers have died in the search"
)]
#[case(
    "The minister said that the group will meet again before the planned session with its allies adding that the cut will not be the main \
     topic.",
    "The minister | adding | that the cut will not be the main topic"
)]
// Whom a verb has do something, and for whom it is.
#[case(
    "The fire follows another raid by rebel boats on a pair of marked grain ships, prompting the EU to announce it was suspending its \
     flights to Tarn.",
    "the EU | to announce | it was suspending its flights to Tarn"
)]
#[case(
    "\"It is for others to decide how useful that can be,\" he said.",
    "others | to decide | how useful that can be"
)]
// Where a subject begins.
#[case(
    "In a message Turkish divers confirmed the fire but claimed in a second message that the hull had cracked.",
    "Turkish divers | claimed in a second message | that the hull had cracked"
)]
#[case(
    "Nobody answered; however, in a rarity the navy has chimed in to say there are \"signs\" of a leak.",
    "the navy | has chimed in to say | there are \"signs\" of a leak"
)]
#[case(
    "The navy as well as the port's own watch have said that some of the crew have drowned.",
    "The navy as well as the port's own watch | have said | that some of the crew have drowned"
)]
#[case(
    "Guilds representing more than 700 weavers at a silk mill in Portland hope to revive talks.",
    "Guilds representing more than 700 weavers at a silk mill in Portland | hope | to revive talks"
)]
#[case(
    "Rescuers sought buried miners, some of whom officials said were sending messages for help.",
    "officials | said | were sending messages for help"
)]
#[case(
    "Men who said they were farmers but refused to identify themselves had held a courier.",
    "who | said | they were farmers but refused to identify themselves"
)]
#[case(
    "The mayor said the dam was safe, with engineers adding that it was new.",
    "engineers | adding | that it was new"
)]
#[case(
    "The army said it had won, an officer adding that the town was calm.",
    "an officer | adding | that the town was calm"
)]
#[case("Ida Falk said the dam was safe, her deputy adding that it was new.", "Ida Falk | said | the dam was safe")]
#[case(
    "Officials in Tarn said 40 lives were lost in the flood on Monday.",
    "Officials in Tarn | said | 40 lives were lost in the flood on Monday"
)]
#[case("The coroner said the victims had drowned.", "The coroner | said | the victims had drowned")]
#[case(
    "The firm intended to cut 400 posts at its mill in Tarn.",
    "The firm | intended | to cut 400 posts at its mill in Tarn"
)]
#[case(
    "“The plank was 11’’ wide and rotten through,” Aune said.",
    "Aune | said | “The plank was 11’’ wide and rotten through,”"
)]
// Behind a quotation, before a colon.
#[case(
    "“They are a mile from the port” in Tarn, the county's third-largest town, said Watch director Ann Roe, whose group relies on a \
     network of sources.",
    "Watch director Ann Roe, whose group relies on a network of sources | said | “They are a mile from the port” in Tarn, the \
     county's third-largest town"
)]
#[case(
    "\"We are asking for more about what happened,\" Merlin's Yemen country director, Sandra Okoro said.",
    "Merlin's Yemen country director, Sandra Okoro | said | \"We are asking for more about what happened,\""
)]
#[case(
    "Speaking in the wake of the defeat, the striker reckons a lack of trust among his team is harming his hopes:\n“Our fellows are \
     standing in my space.”",
    "the striker | reckons | a lack of trust among his team is harming his hopes … “Our fellows are standing in my space.”"
)]
#[case(
    "\"We will go on,\" Yusuf Yasin told state television when asked about the slump in grain prices. \"We may meet before June.\"",
    "Yusuf Yasin | told | \"We will go on,\" … \"We may meet before June.\""
)]
// What points back, what turns round, what stands between.
#[case(
    "The blast killed two men hired by a haulage firm. That’s according to Sandra Okoro, Merlin’s director for the Gulf.",
    "Sandra Okoro, Merlin’s director for the Gulf | according to | The blast killed two men hired by a haulage firm"
)]
#[case(
    "Teachers are pressed by parents to change marks, finds a new study by Danish scholars.",
    "a new study | finds | Teachers are pressed by parents to change marks"
)]
#[case(
    "The pull was strong, said Susan Hale, seismologist with the Tarn Survey – stronger than in Haiti last year.",
    "Susan Hale, seismologist with the Tarn Survey | said | The pull was strong"
)]
#[case(
    "Turkey claimed without offering proof that it opened fire after gunmen seized the boat.",
    "Turkey | claimed | that it opened fire after gunmen seized the boat"
)]
#[case(
    "Blue/Green, a Latvian lobby for fishermen, claimed earlier this week that there are already losses at sea.",
    "Blue/Green, a Latvian lobby for fishermen, | claimed earlier this week | that there are already losses at sea"
)]
#[case(
    "Guild secretary Mohammad Barkind said a week ago that the meeting was for talks only.",
    "Guild secretary Mohammad Barkind | said a week ago | that the meeting was for talks only"
)]
#[case(
    "The warning followed a World Health Organization (WHO) declaration that measles had taken hold in the city.",
    "World Health Organization (WHO) | declaration | that measles had taken hold in the city"
)]
#[case(
    "If the jurors did speak, he added, they should do so knowing that their words might be printed and that they might have to testify \
     to them \"under oath.\"",
    "he | added | If the jurors did speak … they should do so knowing that their words might be printed and that they might have to \
     testify to them \"under oath.\""
)]
#[case(
    "Police said 22 people had been saved from the Tarn Building and another 22 are believed to still be trapped in the ruins.",
    " | are believed | another 22 … to still be trapped in the ruins"
)]
#[case(
    "Prime Minister Nils Aune, meanwhile, called for calm and urged Mali to go back to the table.",
    "Prime Minister Nils Aune | urged | Mali to go back to the table"
)]
#[case(
    "The Tarn Atomic Agency (TAA), the county's watchdog, reported no increase in radiation levels following the fires.",
    "The Tarn Atomic Agency (TAA), the county's watchdog, | reported | no increase in radiation levels following the fires"
)]
#[case(
    "The raids, according to them, took place between Saturday and Sunday.",
    "them | according to | The raids … took place between Saturday and Sunday"
)]
#[case(
    "“Twenty people were taken, and some may have fled.\n“We have sent more men to the town”, the Police said.",
    "the Police | said | “Twenty people were taken, and some may have fled.\n“We have sent more men to the town”"
)]
#[case(
    "“We have put in place good locks.\n”All we need is news that could aid our men,’’ he said.",
    "he | said | “We have put in place good locks.\n”All we need is news that could aid our men,’’"
)]
#[case(
    "Amid reports that dozens of men were taken from the town, a guild leader had earlier claimed that 38 people were missing.",
    " | reports | that dozens of men were taken from the town"
)]
#[case(
    "The minister said that assertions that the raids were prompted by an “near danger” were a “base lie.”",
    " | assertions | that the raids were prompted by an “near danger”"
)]
#[case(
    "Weavers protesting against the town’s new yarn laws at the mill gates on Monday said they have come for a “last stand” and asserted \
     that they will stay.",
    "Weavers protesting against the town’s new yarn laws at the mill gates | said | they have come for a “last stand”"
)]
#[case(
    "Though there were doubts voiced by some former pilots that the marches could turn violent, the farm leaders said they would remain \
     peaceful.",
    "the farm leaders | said | they would remain peaceful"
)]
#[case(
    "Picketing weavers on Wednesday demanded that the council call a meeting of the town as they threatened to shut mills.",
    "Picketing weavers | demanded | that the council call a meeting of the town as they threatened to shut mills"
)]
#[case(
    "Some coroners in Wales are failing to look into deaths, the BBC has been told.",
    "the BBC | has been told | Some coroners in Wales are failing to look into deaths"
)]
#[case(
    "Wardens confirmed four homes burned and said the orders affecting thousands were changed as the wind fell.",
    "Wardens | said | the orders affecting thousands were changed as the wind fell"
)]
fn reads(#[case] text: &str, #[case] expected: &str) {
    let found: Vec<_> = read(text).iter().map(|attribution| shown(text, attribution)).collect();
    assert!(found.iter().any(|one| one == expected), "{expected}\n{found:#?}");
}

#[rstest]
#[case("The mill is struggling to respond to the floods.", "to respond to")]
#[case(
    "The wards are full, she said, and poor water means measles are likely to continue unless it rains.",
    "to continue"
)]
#[case("Everybody has known for a year that the town is being prepared to play a part.", "is being prepared")]
#[case("The losses were small, the office, known by its letters MID, said in a note.", "known by")]
#[case("In the survey of 105 published authors on sleep, some said funders were slow.", "published")]
#[case(
    "His visit was shown on television, a gesture meant to reassure people that the guild was at work.",
    "to reassure"
)]
#[case("A lorry hit the stall and claimed three more lives before it stopped.", "claimed")]
#[case("The guild says a flood which has claimed dozens of human lives was the dam's doing.", "has claimed")]
#[case("Norfell was hit by a violent revolt after the vote.", "was hit by")]
#[case("He got out with a pistol, and officers fired at him, the bureau said.", "fired at")]
#[case("The state will expand evacuation orders that covered parts of the town.", "orders")]
fn attributes_nothing_to(#[case] text: &str, #[case] cue: &str) {
    let found: Vec<String> = read(text).iter().map(|one| shown(text, one)).collect();
    assert!(found.iter().all(|one| !one.split(" | ").nth(1).is_some_and(|shown| shown.contains(cue))), "{found:#?}");
}

#[rstest]
#[case("The wire was not able to immediately verify the ministry’s account of the fire.", true)]
#[case("Turkey claimed without offering proof that it opened fire after gunmen seized the boat.", false)]
#[case("The paper showed without doubt that the ship was old.", false)]
fn denies(#[case] text: &str, #[case] expected: bool) {
    let found = read(text);
    assert_eq!(found.first().map(|one| one.negated), Some(expected), "{found:#?}");
}
