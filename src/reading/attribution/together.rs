//! The whole reading of claims, rules and tagger together, on sentences of our own.

use std::ops::Range;

use proptest::prelude::*;
use rstest::rstest;

use super::super::analysis::Analysis;
use super::{
    Attribution, attributions,
    tests::{prose, sound},
};
use crate::model::Document;

pub(super) fn read(text: &str) -> Vec<Attribution> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    attributions(std::iter::once(&Analysis::new(&document))).remove(0)
}

/// `source | cue | content` of an attribution, pieces joined by " … ".
pub(super) fn shown(text: &str, found: &Attribution) -> String {
    let words = |spans: &[Range<usize>]| spans.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>().join(" … ");
    format!("{} | {} | {}", words(&found.source), words(&found.cue), words(&found.content))
}

#[rstest]
// Quotations: the cue behind, before, between; single marks; over sentences.
#[case("“The dam will hold,” the mayor said.", "the mayor | said | “The dam will hold,”")]
#[case("\"We saw the water rise,\" said Ida Holm, a baker.", "Ida Holm, a baker | said | \"We saw the water rise,\"")]
#[case(
    "‘The glow is cheap,’ said Colin Marsh. ‘The proof is dear.’",
    "Colin Marsh | said | ‘The glow is cheap,’ … ‘The proof is dear.’"
)]
#[case(
    "'Mick is a friend,' the chairman said in a statement. 'But results are results.'",
    "the chairman | said in a statement | 'Mick is a friend,' … 'But results are results.'"
)]
#[case("“It was late,” she said, “and we were tired.”", "she | said | “It was late,” … “and we were tired.”")]
#[case(
    "\"He never asked. He looked at the drawer,\" Weiss said. \"So I filled it.\"",
    "Weiss | said | \"He never asked. He looked at the drawer,\" … \"So I filled it.\""
)]
#[case("\"We deliver decently,\" he told reporters on Monday.", "he | told | \"We deliver decently,\"")]
// Broken by an aside, or told at its end.
#[case("Ferries, he pointed out, have waited for ten hours.", "he | pointed out | Ferries … have waited for ten hours")]
#[case(
    "The harbour's own divers, she claimed, had warned the board in May.",
    "she | claimed | The harbour's own divers … had warned the board in May"
)]
#[case(
    "Rents rose 9 percent in the capital over the winter, Statistics Ostmark reported last month.",
    "Statistics Ostmark | reported last month | Rents rose 9 percent in the capital over the winter"
)]
#[case(
    "The old tables, the engineers wrote, \"are impossible to square with the survey\".",
    "the engineers | wrote | The old tables … \"are impossible to square with the survey\""
)]
// Told in other words.
#[case("The ministry said that the bridge was closed.", "The ministry | said | that the bridge was closed")]
#[case("The ministry said the bridge was closed.", "The ministry | said | the bridge was closed")]
#[case(
    "Jane Roe, a nurse at the clinic, told Reuters that the ward was full.",
    "Jane Roe, a nurse at the clinic, | told | that the ward was full"
)]
#[case("The bridge is closed, the ministry said on Friday.", "the ministry | said | The bridge is closed")]
#[case("Growth will slow to 1.1% this year, the bank said.", "the bank | said | Growth will slow to 1.1% this year")]
#[case(
    "According to the defence ministry, 400 rebels crossed the river.",
    "the defence ministry | According to | 400 rebels crossed the river"
)]
#[case("The bridge is closed, according to two officials.", "two officials | according to | The bridge is closed")]
#[case(
    "Court documents show that the boat was registered to his sister.",
    "Court documents | show | that the boat was registered to his sister"
)]
#[case(
    "Two people familiar with the matter said the cuts could be deeper.",
    "Two people familiar with the matter | said | the cuts could be deeper"
)]
#[case(
    "According to a doctor at the town's only clinic, who asked not to be named because he feared reprisals, 23 people were hurt.",
    "a doctor at the town's only clinic, who asked not to be named because he feared reprisals, | According to | 23 people were hurt"
)]
#[case(
    "A neighbour who did not want to give her name said many on the street had known.",
    "A neighbour who did not want to give her name | said | many on the street had known"
)]
#[case(
    "Prices rose 8.1% in May, the statistics office said last week, compared with 7.4% in April.",
    "the statistics office | said | Prices rose 8.1% in May"
)]
#[case("The league is investigating claims that flares were thrown.", " | claims | that flares were thrown")]
#[case("Under cross-examination Lenz admitted that he had no records.", "Lenz | admitted | that he had no records")]
#[case(
    "Wendt, who studies fish, said the data were convincing but did not show that fish had moved away.",
    "Wendt, who studies fish, | said | the data were convincing but did not show that fish had moved away"
)]
#[case(
    "The mayor confirmed that complaints had been filed but said they concerned another ship.",
    "The mayor | said | they concerned another ship"
)]
#[case(
    "At least 41 people drowned, officials said, and rescuers fear that dozens are trapped.",
    "officials | said | At least 41 people drowned"
)]
#[case(
    "A paper published in the journal Freshwater suggests that the cause is different.",
    "A paper published in the journal Freshwater | suggests | that the cause is different"
)]
#[case(
    "An inquiry has been opened, prosecutors announced on Wednesday.",
    "prosecutors | announced | An inquiry has been opened"
)]
#[case(
    "The ombudsman believes the real number to be higher.",
    "The ombudsman | believes | the real number to be higher"
)]
#[case(
    "The Constitutional Court struck down a law that let police impose curfews, ruling that it violated rights.",
    "The Constitutional Court | ruling | that it violated rights"
)]
#[case(
    "Talks failed, with Karsh insisting that its banks be let back, three diplomats told Reuters.",
    "Karsh | insisting | that its banks be let back"
)]
#[case(
    "The data do not support that: according to port records, 64% of the wheat was sold.",
    "port records | according to | 64% of the wheat was sold"
)]
#[case(
    "The council expects 22 million tonnes to be stuck. Karsh puts the amount at less than half of that.",
    "Karsh | puts | the amount at less than half of that"
)]
#[case(
    "The agency quoted an official as saying talks could resume in May.",
    "an official | saying | talks could resume in May"
)]
#[case(
    "“It is an excuse,” said Joseph Adu.\n\n“The price went up in March. We were ready by then.\n\n“What happened is simple. The money went elsewhere.”",
    "Joseph Adu |  | “The price went up in March. We were ready by then. … “What happened is simple. The money went elsewhere.”"
)]
// Quoted in part.
#[case(
    "The prosecutor told the jury that Moss had \"sold the town one signature at a time\".",
    "The prosecutor | told | that Moss had \"sold the town one signature at a time\""
)]
#[case(
    "A spokesman accused the government of “cooking up lies”.",
    "A spokesman | accused | the government of “cooking up lies”"
)]
#[case(
    "The president promised that “no family will be left behind”.",
    "The president | promised | that “no family will be left behind”"
)]
// Beliefs, plans, denials, doubts.
#[case("Experts believe that most of the money is gone.", "Experts | believe | that most of the money is gone")]
#[case("Exporters worry that the krone will weaken further.", "Exporters | worry | that the krone will weaken further")]
#[case("Voltera denied it was in talks.", "Voltera | denied | it was in talks")]
#[case("The party plans to table a vote of no confidence.", "The party | plans | to table a vote of no confidence")]
#[case("She declined to say how many members had voted.", "She | declined to say | how many members had voted")]
#[case("Reports indicate that the funds are likely gone.", "Reports | indicate | that the funds are likely gone")]
// What goes on from a quotation is the speaker's, and not the next one's.
#[case(
    "\"I leave with my head up,\" he told Sky Sports. \"The players never stopped.\" He insisted that he had been promised money.",
    "he | told | \"I leave with my head up,\" … \"The players never stopped.\""
)]
#[case(
    "He insisted that he had been promised money in January, something the club's chairman, Dana Roe, disputed on Monday.",
    "the club's chairman, Dana Roe, | disputed | that he had been promised money in January"
)]
#[case(
    "The head of the association, Karl Hagen, has warned of 60,000 job cuts next year, a figure that the union disputes.",
    "the union | disputes | 60,000 job cuts next year"
)]
// Subjects, and whose verb it is.
#[case(
    "The Central Bank left interest rates unchanged on Thursday and signaled that it was in no hurry to cut them.",
    "The Central Bank | signaled | that it was in no hurry to cut them"
)]
#[case(
    "Vos does not dispute that the seeds are old; he doubts that all of them are.",
    "he | doubts | that all of them are"
)]
#[case(
    "Ms Penney accepted that she had not reported the payments.",
    "Ms Penney | accepted | that she had not reported the payments"
)]
#[case(
    "Shares fell after Norfell News reported, citing people familiar with the matter, that the watchdog had found a hole.",
    "Norfell News | reported | that the watchdog had found a hole"
)]
#[case(
    "The newspaper, citing a copy it had obtained, said the plan envisions a deployment lasting 60 days.",
    "The newspaper | said | the plan envisions a deployment lasting 60 days"
)]
#[case(
    "A Western diplomat briefed on the matter, speaking on condition of anonymity, told The Associated Press that Russia was testing it.",
    "A Western diplomat briefed on the matter | told | that Russia was testing it"
)]
#[case(
    "The diplomat said at least two insurance companies were reviewing their cover.",
    "The diplomat | said | at least two insurance companies were reviewing their cover"
)]
#[case(
    "Engineers told its owner that the gate would not last the summer, one of them said on Wednesday.",
    "Engineers | told | that the gate would not last the summer"
)]
#[case(
    "The White House on Friday pushed back on a report that a plan was ready, even as two officials acknowledged that a memo exists.",
    "two officials | acknowledged | that a memo exists"
)]
#[case(
    "The plan will fail, said a nurse who asked to be identified only as Maria.",
    "a nurse | said | The plan will fail"
)]
// Who takes it up, who puts it, who is told; what is none of it.
#[case(
    "The army said on Sunday it had retaken the market, a claim the rebels dismissed as \"propaganda\".",
    "the rebels | dismissed | it had retaken the market … as \"propaganda\""
)]
#[case(
    "At least 37 people were killed on Saturday, according to the Doctors Network, which blamed the army.",
    "the Doctors Network | according to | At least 37 people were killed on Saturday"
)]
#[case(
    "\"There is no one left,\" one of them, Ahmed, a 44-year-old teacher, said.",
    "one of them, Ahmed, a 44-year-old teacher, | said | \"There is no one left,\""
)]
#[case(
    "An officer told Reuters that the army had lost 50 men, but three medical sources put the number at more than 120.",
    "An officer | told | that the army had lost 50 men"
)]
#[case(
    "Washington believes that the rebels receive drones from abroad, a U.S. official said on condition of anonymity.",
    "a U.S. official | said | Washington believes that the rebels receive drones from abroad"
)]
#[case(
    "The Emirates, which the army has accused of arming the rebels, has denied the charge.",
    "the army | has accused of | arming the rebels"
)]
#[case(
    "\"It is late,\" said Anders Lind, who has a \"sell\" rating. \"But it will come.\" Norbank analysts wrote that the cuts buy time.",
    "Norbank analysts | wrote | that the cuts buy time"
)]
#[case(
    "Rival Ericsten, by contrast, last week said it saw growth in North America.",
    "Rival Ericsten | said | it saw growth in North America"
)]
#[case(
    "Mr Frost put it to her that she had invented the conversation.",
    "Mr Frost | put it | that she had invented the conversation"
)]
// Two cues of one speaker; the speaker past "close to"; who denies in passing.
#[case(
    "Holm stressed that the talks would go on and said she expected a deal by June.",
    "Holm | said | she expected a deal by June"
)]
#[case(
    "The Fishers' Union believes that quotas will be cut again, and has warned of \"a silent harbour\" by spring.",
    "The Fishers' Union | has warned of | \"a silent harbour\" by spring"
)]
#[case(
    "Berg may miss the final, though a person familiar with his treatment insisted he was fit.",
    "a person familiar with his treatment | insisted | he was fit"
)]
#[case(
    "That version was disputed by the salvage firm Lund & Moe, whose crane, seen from the pier, never moved.",
    "the salvage firm Lund & Moe | was disputed | That version"
)]
#[case(
    "The firm in Torvik, which has always denied dumping waste, closed on Friday.",
    "which | has always denied | dumping waste"
)]
#[case("The vote ended 5 to 4, the minutes showed.", "the minutes | showed | The vote ended 5 to 4")]
#[case(
    "Dahl warned that the wall would give way; the city's own survey, he said, had found cracks.",
    "Dahl | warned | that the wall would give way"
)]
#[case(
    "The mayor told a crowded town meeting that there was \"no leak, no danger and no cover-up,\" and accused the unions of stirring fear.",
    "The mayor | told | that there was \"no leak, no danger and no cover-up,\""
)]
#[case(
    "Three bankers close to the sale, speaking separately and on condition they not be identified, said the price keeps falling.",
    "Three bankers close to the sale | said | the price keeps falling"
)]
#[case(
    "A draft seen by the Courier calls the bridge \"unsafe\" and reports that 30 bolts are missing.",
    "A draft seen by the Courier | reports | that 30 bolts are missing"
)]
#[case(
    "A nurse reached at the valley's only working clinic said the wells were dry.",
    "A nurse reached at the valley's only working clinic | said | the wells were dry"
)]
#[case(
    "Asked whether Oslo would send divers, envoy Marit Dahl said nothing had been asked for.",
    "envoy Marit Dahl | said | nothing had been asked for"
)]
#[case("It had told lenders as late as October that cash was plentiful.", "It | had told | that cash was plentiful")]
#[case(
    "Corvane, based in Lille, denied a claim in the Gazette that it had hidden the losses.",
    "Corvane | denied | a claim in the Gazette that it had hidden the losses"
)]
#[case(
    "The Green List, whose nine members voted against the dam, said it had never been asked.",
    "The Green List, whose nine members voted against the dam, | said | it had never been asked"
)]
#[case(
    "The Harbour Post reported on Friday, without citing anyone, that the pier had been sold.",
    "The Harbour Post | reported | that the pier had been sold"
)]
#[case(
    "The skipper of a ferry on which nine people drowned had slept for two hours, an inquest heard on Tuesday.",
    "an inquest | heard | The skipper of a ferry on which nine people drowned had slept for two hours"
)]
#[case(
    "Members of the old board claim Holm hid the losses for years, something his lawyers dispute.",
    "his lawyers | dispute | Holm hid the losses for years"
)]
#[case(
    "The pilot had not slept since the Friday before, an inquest was told on Tuesday.",
    "an inquest | was told | The pilot had not slept since the Friday before"
)]
#[case(
    "They admit in the report that the tests were few, and insist that the pipes were old.",
    "They | insist | that the pipes were old"
)]
// Longer subjects, and what their verbs are.
#[case(
    "Between 10,000 and 12,000 soldiers have been sent since October, Ukrainian and Western officials say.",
    "Ukrainian and Western officials | say | Between 10,000 and 12,000 soldiers have been sent since October"
)]
#[case(
    "A senior military official, speaking on condition of anonymity, told reporters the dead and wounded ran from privates to officers.",
    "A senior military official | told | the dead and wounded ran from privates to officers"
)]
#[case(
    "The institute assessed that the troops were used in waves, an assessment echoed by the general staff.",
    "the general staff | echoed | that the troops were used in waves"
)]
#[case(
    "Arvento Therapeutics (NASDAQ: ARVN) today announced that it will buy Lumen Bio.",
    "Arvento Therapeutics (NASDAQ: ARVN) | announced | that it will buy Lumen Bio"
)]
#[case(
    "The health ministry had earlier given the death toll as nine.",
    "The health ministry | had earlier given | the death toll as nine"
)]
#[case(
    "Drivers were made to work 14-hour shifts and told to falsify their logs, the union alleged on Wednesday, as it published testimony.",
    "the union | alleged | Drivers were made to work 14-hour shifts and told to falsify their logs"
)]
#[case(
    "\"I fell asleep at the lights,\" reads one of the statements.",
    "one of the statements | reads | \"I fell asleep at the lights,\""
)]
#[case("It is thought that any fine could run into millions.", " | is thought | that any fine could run into millions")]
#[case(
    "The trial, which enrolled 4,820 children in Kenya, Mali and Tanzania, found that protection waned.",
    "The trial, which enrolled 4,820 children in Kenya, Mali and Tanzania, | found | that protection waned"
)]
#[case(
    "The vaccine needs three doses, he acknowledged, \"and that fourth visit is where we lose people.\"",
    "he | acknowledged | The vaccine needs three doses … \"and that fourth visit is where we lose people.\""
)]
#[case(
    "\"The market was asleep,\" said Matt Ammer, a manager. \"This woke it up.\" Others were less convinced.",
    "Matt Ammer, a manager | said | \"The market was asleep,\" … \"This woke it up.\""
)]
#[case(
    "The buyer is seeking 500,000 tons for January, traders said, though officials in Cairo declined to confirm this.",
    "traders | said | The buyer is seeking 500,000 tons for January"
)]
#[case(
    "One of them, the watchmaker Brandt & Sohn, confirmed it would now renew its contract.",
    "One of them, the watchmaker Brandt & Sohn, | confirmed | it would now renew its contract"
)]
#[case(
    "Police, who counted from a helicopter, put it at between 8,000 and 9,000.",
    "Police, who counted from a helicopter, | put | it at between 8,000 and 9,000"
)]
#[case(
    "Around 800 families have fled, according to the ombudsman's office, which said it feared the figure would double.",
    "which | said | it feared the figure would double"
)]
// Turned round, behind a long subject.
#[case(
    "The scars, left in a slab of granite, could only have come from ice, says first author Inga Holt, a geologist.",
    "first author Inga Holt, a geologist | says | The scars, left in a slab of granite, could only have come from ice"
)]
#[case(
    "The number of homes lost has risen to 80, the fire service said on Sunday, but villagers fear more.",
    "the fire service | said | The number of homes lost has risen to 80"
)]
#[case(
    "The mayor was told in May that the weir leaked, letters obtained by the broadcaster and shared with this paper show.",
    "letters obtained by the broadcaster and shared with this paper | show | The mayor was told in May that the weir leaked"
)]
#[case(
    "Half of the fires, an audit concluded in 2019, were set.",
    "an audit | concluded | Half of the fires … were set"
)]
// Who says so stands in a relative clause, or in one that is put into another.
#[case(
    "The Senate on Thursday narrowly confirmed Judge Ellen Holm, a blow that came over the objections of Democrats who say she is hostile to unions.",
    "Democrats | say | she is hostile to unions"
)]
#[case(
    "The bench is led by Ivo Lind, who friends of his family say wants to retire.",
    "friends of his family | say | wants to retire"
)]
#[case("The driver, who police say was drunk, has died.", "police | say | was drunk")]
#[case(
    "The letter, which the bishop confirmed he had seen, runs to nine pages.",
    "the bishop | confirmed | he had seen"
)]
// Where, when and to whom are no part of what is said.
#[case(
    "Holm, 61, a retired judge, vowed at her trial in June to fight on.",
    "Holm, 61, a retired judge, | vowed | to fight on"
)]
#[case(
    "Its chief engineer, Olav Ness, warned owners in a letter last month that the brakes could fail.",
    "Its chief engineer, Olav Ness, | warned | that the brakes could fail"
)]
// Two clauses, two speakers.
#[case(
    "Sweden pledged 40 million kronor and Finland said it was sending tents.",
    "Finland | said | it was sending tents"
)]
#[case(
    "Sweden pledged 40 million kronor and Finland said it was sending tents.",
    "Sweden | pledged | 40 million kronor"
)]
#[case(
    "The port has not confirmed a spill, and its director, Mrs Aalto, begged residents to stay calm.",
    "its director, Mrs Aalto, | begged | residents to stay calm"
)]
#[case(
    "He has asked for a list, according to a clerk briefed on the case, and has not ruled out charges.",
    "He | has not ruled out | charges"
)]
#[case(
    "His account was dismissed as \"fanciful\" by Ruth Ek, a former pilot, who noted that the fog was thick.",
    "Ruth Ek, a former pilot, | was dismissed | His account … as \"fanciful\""
)]
#[case(
    "A senator alleged that judges took money - a charge Olsen called \"absurd\".",
    "A senator | alleged | that judges took money"
)]
#[case(
    "The surgeon Tove Berg put the number of burnt at 17, four of whom were children.",
    "The surgeon Tove Berg | put | the number of burnt at 17, four of whom were children"
)]
#[case(
    "The goal came late and the home side never woke. Captain Nils Berg admitted that they had \"gone missing\".",
    "Captain Nils Berg | admitted | that they had \"gone missing\""
)]
#[case("Not everybody thinks the bridge is safe.", "Not everybody | thinks | the bridge is safe")]
#[case("The premier told reporters Oslo had filed a complaint.", "The premier | told | Oslo had filed a complaint")]
#[case(
    "A teacher accused of stealing 4,000 euros told a jury that he had meant to pay it back.",
    "A teacher accused of stealing 4,000 euros | told | that he had meant to pay it back"
)]
#[case(
    "Holm Foods, the biggest grocer in the land, plans to shut ten shops.",
    "Holm Foods | plans | to shut ten shops"
)]
#[case("The bridge was shut. Not at all, said the keeper.", "the keeper | said | Not at all")]
#[case(
    "Two men were there. The other, a former sailor, said it was dark.",
    "The other, a former sailor, | said | it was dark"
)]
#[case(
    "WHO director Amina Diop told reporters that 80 clinics had shut.",
    "WHO director Amina Diop | told | that 80 clinics had shut"
)]
#[case(
    "She cited a raid in which, according to Holm Watch, some 900 people were held.",
    "Holm Watch | according to | some 900 people were held"
)]
#[case("“It was late,” the aide said, declining to be named.", "the aide | said | “It was late,”")]
#[case("Tove Berg, 31, described how the deck had tilted.", "Tove Berg, 31, | described | how the deck had tilted")]
// Who is cited says it within what is reported.
#[case(
    "The Fjord Post reported, citing two bankers, that the mill will close.",
    "two bankers | citing | that the mill will close"
)]
#[case(
    "The mill will close, as first reported by the Fjord Post.",
    "the Fjord Post | first reported | The mill will close"
)]
// Bodies without a name of their own, whatever their first word may be elsewhere.
#[case("Two rafts sank, the rivers inspectorate said on Friday.", "the rivers inspectorate | said | Two rafts sank")]
// Who was quoted, behind what they said.
#[case(
    "The pier will be rebuilt by autumn, Nora Vik, who runs the harbour trust, was quoted by the Fjord Post as saying.",
    "Nora Vik, who runs the harbour trust, | was quoted by the Fjord Post as saying | The pier will be rebuilt by autumn"
)]
// Subjects whose verb looks like a noun, outlets whose name begins like an adverb.
#[case(
    "Half of the moor has been drained since 1990, data from the Orrin Institute show.",
    "data from the Orrin Institute | show | Half of the moor has been drained since 1990"
)]
#[case(
    "The quarry will be flooded, Weekly Ember reported on Friday, quoting two masons.",
    "Weekly Ember | reported | The quarry will be flooded"
)]
#[case(
    "Nora Vik, the reeve of Lesk, denied on Monday that she had drained the moat.",
    "Nora Vik, the reeve of Lesk, | denied | that she had drained the moat"
)]
// Said by nobody.
#[case(
    "The abbot has sold the orchard, it was reported on Friday.",
    " | was reported | The abbot has sold the orchard"
)]
#[case("It was rumored that the duke had pawned his crown.", " | was rumored | that the duke had pawned his crown")]
#[case("The verger has allegedly sold the bells.", " | allegedly | The verger has … sold the bells")]
// Datelines.
#[case("Mumbai: Five people died in a fire, police said.", "police | said | Five people died in a fire")]
#[case("OSLO, Jan. 3 (Fjord Press) — The dam may break, the mayor said.", "the mayor | said | The dam may break")]
#[case(
    "Seoul, South Korea — The worms may help doctors, researchers said.",
    "researchers | said | The worms may help doctors"
)]
#[case(
    "Geneva (Fjord Press) - The talks will resume on Tuesday, the envoy said.",
    "the envoy | said | The talks will resume on Tuesday"
)]
// What seems to show something is the source; so is who is quoted.
#[case(
    "Aerial photographs taken on 4 May appear to show at least nine burnt trucks.",
    "Aerial photographs taken on 4 May | appear to show | at least nine burnt trucks"
)]
#[case(
    "“The gate was open,” the Kurier quoted a guard as saying on Friday.",
    "a guard | quoted … as saying | “The gate was open,”"
)]
#[case(
    "According to two sailors briefed on the plan, Odrin wants its boats back.",
    "two sailors briefed on the plan | According to | Odrin wants its boats back"
)]
#[case(
    "The yard sold three ferries, according to shipping files kept by the Canal Trust.",
    "shipping files kept by the Canal Trust | according to | The yard sold three ferries"
)]
#[case(
    "LAHORE: Some 40 people died when the mill burned, the fire office said.\n\n“It was locked,” said Lee.",
    "the fire office | said | Some 40 people died when the mill burned"
)]
// By whose count, in whose view.
#[case(
    "By the guild’s own count, raiders took 310 boats last year.",
    "the guild | By … count | raiders took 310 boats last year"
)]
#[case("By most estimates, 900 families have left.", "most estimates | By | 900 families have left")]
#[case(
    "The lock, by the canal board’s admission, had not been oiled since May.",
    "the canal board | by … admission | The lock … had not been oiled since May"
)]
// Where another speaks, and where one only leads to another.
#[case(
    "The guild claims some 300 of its pilots may go; the harbour board puts the number at fewer than 40.",
    "The guild | claims | some 300 of its pilots may go"
)]
#[case(
    "Three of the divers said the wreck could be raised in May, with one adding that the keel was sound.",
    "Three of the divers | said | the wreck could be raised in May"
)]
#[case(
    "Three of the divers said the wreck could be raised in May, with one adding that the keel was sound.",
    "one | adding | that the keel was sound"
)]
#[case(
    "Not all agree: Ilse Brandt of the harbour board thinks the keel is rotten.",
    "Ilse Brandt of the harbour board | thinks | the keel is rotten"
)]
#[case(
    "Her fear is shared by the Canal Trust, which says on its website that the locks “leak by the hour”.",
    "which | says | that the locks “leak by the hour”"
)]
#[case(
    "The mayor is expected to open the bridge on Friday, a city aide said.",
    "a city aide | said | The mayor is expected to open the bridge on Friday"
)]
#[case(
    "The captain insisted throughout that the lamp had been lit.",
    "The captain | insisted | throughout that the lamp had been lit"
)]
// Verbs that look like participles and nouns.
#[case("One sailor told investigators he slept through the alarm.", "One sailor | told | he slept through the alarm")]
#[case(
    "His sister, Ines, who has sued the yard, believes the delay cost her brother his life.",
    "Ines, who has sued the yard, | believes | the delay cost her brother his life"
)]
#[case(
    "Farmers in Odrin claimed to have seen lights over the dam.",
    "Farmers in Odrin | claimed | to have seen lights over the dam"
)]
#[case(
    "“They sold us,” confessed Piet Maar, who keeps bees in Akron, Ohio. His hives, he said, mostly stand empty.",
    "he | said | His hives … mostly stand empty"
)]
// One in another.
#[case(
    "The minister said that aides believe that the bridge will fall.",
    "aides | believe | that the bridge will fall"
)]
#[case("“We believe it is safe,” Baek said.", "We | believe | it is safe")]
fn reads(#[case] text: &str, #[case] expected: &str) {
    let found: Vec<_> = read(text).iter().map(|attribution| shown(text, attribution)).collect();
    assert!(found.iter().any(|one| one == expected), "{expected}\n{found:#?}");
}

#[test]
fn whoever_spoke_to_an_outlet_told_it() {
    let text = "The levy will fall, according to Nora Vik, who spoke to the Fjord Post.";
    let found = read(text);
    let via: Vec<&str> = found.iter().flat_map(|claim| &claim.via).map(|via| &text[via.bytes.clone()]).collect();
    assert_eq!(via, ["the Fjord Post"], "{found:#?}");
}

#[rstest]
// What is denied is not planned, and who is cited did not say it again.
#[case("Ferrano has denied that it plans to close its plant.", 1)]
#[case("The ministry on Saturday dismissed reports that it would send 40,000 troops.", 1)]
#[case("The lighthouse is open to hikers all year.", 0)]
// A reason is no source.
#[case("The ferry line dropped two routes, citing low fares.", 0)]
#[case("Holm resigned on Friday, citing poor health.", 0)]
// What is only supposed, or what somebody may expect, is no claim.
#[case("\"If they think we will bow, they are wrong,\" he said.", 1)]
#[case("\"The mayor cannot be expected to read each page,\" she said.", 1)]
#[case("The agency said it was aware of the letter.", 1)]
#[case("A guard, speaking on condition of anonymity because he feared for his post, said that it was late.", 1)]
#[case("A second guard, who asked that his name be withheld for fear of the mob, said that it was late.", 1)]
#[case("By her own account, Lee fell twice — a tale neighbours say proves her point.", 2)]
fn reads_no_more_than(#[case] text: &str, #[case] expected: usize) {
    let found: Vec<_> = read(text).iter().map(|attribution| shown(text, attribution)).collect();
    assert_eq!(found.len(), expected, "{found:#?}");
}

#[rstest]
#[case("Doctors at the Kurier and the Tageblatt have debunked the rumour that the lake glows.", true)]
#[case("The minister rubbished the charge.", true)]
#[case("The coach refused to be drawn on reports that Ferro had bid for him.", true)]
#[case("There is no evidence that Holm ever said the lake glows.", true)]
#[case("There is evidence that Holm once said the lake glows.", false)]
fn knows_what_is_denied(#[case] text: &str, #[case] denied: bool) {
    let found = read(text);
    assert_eq!(found.first().map(|first| first.negated), Some(denied), "{found:#?}");
}

#[rstest]
#[case("The bridge was closed in May and reopened in June.")]
#[case("It was not clear what the queen had been told. Rain fell on the palace.")]
#[case("The “bots” were switched off in May.")]
#[case("")]
fn reads_nothing(#[case] text: &str) {
    assert_eq!(read(text), []);
}

/// Whether one of `outer` holds `span`.
fn held(span: &Range<usize>, outer: &[Range<usize>]) -> bool {
    outer.iter().any(|piece| piece.start <= span.start && span.end <= piece.end)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_text_has_sound_claims(text in prose()) {
        let found = read(&text);
        prop_assert_eq!(&found, &read(&text));
        for (index, one) in found.iter().enumerate() {
            prop_assert!(one.content.iter().any(|span| text[span.clone()].contains(char::is_alphanumeric)));
            sound(&text, one)?;
            if let Some(outer) = one.within {
                prop_assert!(outer != index && outer < found.len());
                for span in one.cue.iter().chain(&one.content) {
                    prop_assert!(held(span, &found[outer].content), "{one:?}\n{:?}", found[outer]);
                }
            }
        }
    }
}
