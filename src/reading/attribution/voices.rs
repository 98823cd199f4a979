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
    "his deputy Ida Falk | proposed | that the pier should close"
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
// What says only when or where has its clause behind whoever says so; so has a relative clause its verb.
#[case(
    "By nightfall, according to a tally kept at the pier, 63 crates of fish had been thrown back.",
    "a tally kept at the pier | according to | By nightfall … 63 crates of fish had been thrown back"
)]
#[case(
    "Norway has sent a note that, according to an envoy who saw it, falls short of an apology.",
    "an envoy who saw it | according to | Norway has sent a note that … falls short of an apology"
)]
#[case(
    "Hauge, she wrote, had \"hidden for a week\" and only rang the crew when the film came out.",
    "she | wrote | Hauge … had \"hidden for a week\" and only rang the crew when the film came out"
)]
// Whoever asks and whoever is asked.
#[case(
    "Asked by Mr Thorn whether he had read it, Dr. Berg sighed. \"Parts of it,\" he said.",
    "Mr Thorn | Asked | whether he had read it"
)]
#[case(
    "A clerk for the port board, asked whether it would pay, said only that the bill was \"being read\".",
    " | asked | whether it would pay"
)]
#[case(
    "Asked if the lock would hold, Oman's transport ministry spokesman Salim al-Rashid replied that \"a lock is not a wall\".",
    "Oman's transport ministry spokesman Salim al-Rashid | replied | that \"a lock is not a wall\""
)]
// A tone says who speaks.
#[case(
    "Diver Ole Thun shook his head. \"They say it is safe,\" he said. His niece, also a diver, was blunter. \"Let them swim in it.\"",
    "His niece, also a diver, | was blunter | \"Let them swim in it.\""
)]
#[case(
    "The goalkeeper was rather less forgiving. \"We slept.\"",
    "The goalkeeper | was rather less forgiving | \"We slept.\""
)]
// Where a clause goes on without whoever spoke.
#[case(
    "The guild accused the port of hiding rust: the cranes, it pointed out, have not been painted since 2011.",
    "it | pointed out | the cranes … have not been painted since 2011"
)]
#[case(
    "The guild accused the port of hiding rust: the cranes, it pointed out, have not been painted since 2011.",
    "The guild | accused | the port of hiding rust"
)]
#[case(
    "Other divers asked by the Herald were less sure, with one calling the plan \"a coin toss\" and another wondering aloud whether the \
     gate would open.",
    "another | wondering | whether the gate would open"
)]
#[case(
    "The army said the raid had been beaten back and made no mention of boats.",
    "The army | said | the raid had been beaten back"
)]
#[case(
    "A sailor denied it within the hour, writing that the tug, which he named as the Orla, \"lay in dock all night\".",
    "A sailor | writing | that the tug, which he named as the Orla, \"lay in dock all night\""
)]
#[case(
    "\"He rang me from the quay,\" a man who gave his name as Ole wrote in a group for parents of divers.",
    "a man who gave his name as Ole | wrote | \"He rang me from the quay,\""
)]
#[case(
    "Asked later on Radio Tarn whether he would stay, Lind laughed. \"Why not?\" he said.",
    " | Asked | whether he would stay"
)]
#[case(
    "Lund Bank reckons rents will fall, while Holm Invest, by contrast, predicts that they will rise.",
    "Holm Invest, by contrast, | predicts | that they will rise"
)]
#[case(
    "The dip was deepest, he and his colleagues write, in towns without trees.",
    "he and his colleagues | write | The dip was deepest … in towns without trees"
)]
#[case(
    "The guild welcomed the cut, though its head, Jan Roe, lamented that it had come late.",
    "its head, Jan Roe, | lamented | that it had come late"
)]
#[case(
    "Port clerks assessed in their weekly note that the lock had lost a third of its water.",
    "Port clerks | assessed in their weekly note | that the lock had lost a third of its water"
)]
#[case(
    "A geologist called by the defence, Professor Ole Brandt, testified that the slope had been \"wet for years\".",
    "A geologist called by the defence, Professor Ole Brandt, | testified | that the slope had been \"wet for years\""
)]
#[case(
    "It thanked Lund for her work, wished her luck and said a new keeper would be named by May.",
    "It | said | a new keeper would be named by May"
)]
#[case(
    "The crew, she said after the storm, had given up on the pump.",
    "she | said | The crew … had given up on the pump"
)]
#[case(
    "The guild demanded that Lund explain how the pump was bought. Others carried a sign reading \"Pump it up.\"",
    "The guild | demanded | that Lund explain how the pump was bought"
)]
#[case(
    "Asked three times whether she trusted the sum, the clerk said she had nothing to add.",
    " | Asked | whether she trusted the sum"
)]
#[case("Holt, 44, disputes most of that.", "Holt, 44, | disputes | most of that")]
#[case(
    "She still considers the lock unsafe and thinks a leak by May more likely than not.",
    "She | thinks | a leak by May more likely than not"
)]
#[case(
    "A stoker who has sailed there for years, and who spoke on condition that she not be named, said all of it was rubbish.",
    "A stoker who has sailed there for years, and who spoke on condition that she not be named, | said | all of it was rubbish"
)]
#[case(
    "The wall was built in a year, not in ten, a team of geologists claims in a paper that has split the guild.",
    "a team of geologists | claims in a paper | The wall was built in a year, not in ten"
)]
#[case(
    "Falk rejects the label: four pilots, one of them Dutch, signed the note, she says.",
    "Falk | rejects | the label"
)]
#[case(
    "He denied that his crew had hurried the test to please the port, as some papers have suggested.",
    "He | denied | that his crew had hurried the test to please the port"
)]
#[case(
    "A petition asks for the pump to stay; it had 900 names by Friday, its author said.",
    "its author | said | it had 900 names by Friday"
)]
#[case(
    "Asked which tide was higher, a harbour pilot laughed bitterly. \"Neither.\"",
    " | Asked | which tide was higher"
)]
#[case(
    "Lima, which for years denied that any were held there, freed them in May.",
    "which | denied | that any were held there"
)]
#[case(
    "In a note to sailors seen by Reuters he writes that the pier \"was never safe\".",
    "he | writes | that the pier \"was never safe\""
)]
#[case("He had, they said, been at sea all week.", "they | said | He had … been at sea all week")]
#[case(
    "The port had got what it needed from the strike, she argued: time, peace and a new crane.",
    "she | argued: | The port had got what it needed from the strike … time, peace and a new crane"
)]
#[case(
    "The port maintains the note was taken out of its file.",
    "The port | maintains | the note was taken out of its file"
)]
#[case(
    "A harbour clerk dismissed that as gossip but would not open the file.",
    "A harbour clerk | dismissed | that as gossip"
)]
#[case(
    "The port overcharged 900 boats for years, the Shipping Tribunal found on Monday, ordering it to repay them.",
    "the Shipping Tribunal | found | The port overcharged 900 boats for years"
)]
#[case(
    "Roe reckons that members lost a fortune in fish alone, a sum that the harbour board, he says, has promised to repay.",
    "he | says | a sum that the harbour board … has promised to repay"
)]
#[case(
    "Three stokers who asked to go unnamed, because the yard has sacked men for talking to reporters, said that the boiler had leaked in June.",
    "Three stokers who asked to go unnamed, because the yard has sacked men for talking to reporters, | said | that the boiler had leaked in \
     June"
)]
#[case(
    "The envoy for Tarn, Ida Falk, said she was \"past anger.\" Raids on barns, she wrote in a note on X, \"are not war; they are theft.\"",
    "she | wrote | Raids on barns … \"are not war; they are theft.\""
)]
#[case(
    "The envoy for Tarn, Ida Falk, said she was \"past anger.\" Raids on barns, she wrote in a note on X, \"are not war; they are theft.\"",
    "The envoy for Tarn, Ida Falk, | said | she was \"past anger.\""
)]
#[case(
    "The harbour board insisted that no berth had been sold, and the yard's founder, Jan Holt, was quoted by Radio Nord as saying both had.",
    "The harbour board | insisted | that no berth had been sold"
)]
#[case(
    "The mayor said 900 barges had reached the quay, a figure that harbour unions regard as high.",
    "harbour unions | regard | as high"
)]
#[case(
    "The mayor said 900 barges had reached the quay, a figure that harbour unions regard as high.",
    "The mayor | said | 900 barges had reached the quay, a figure that harbour unions regard as high"
)]
#[case(
    "Dame Ruth Holt, who ran the yard for years, told the Gazette's Sunday magazine that its cranes had been \"made for a sea that has \
     gone\", a fear echoed by several pilots.",
    "Dame Ruth Holt, who ran the yard for years, | told | that its cranes had been \"made for a sea that has gone\""
)]
#[case(
    "A stoker who swore that he had only meant to \"warm the crew\" was sent to prison on Monday for burning down a pier.",
    "who | swore | that he had only meant to \"warm the crew\""
)]
#[case(
    "In May, she told the jury, he sold 40 boats, most of them at one quay, and spent the takings on a sauna and a mule.",
    "she | told | In May … he sold 40 boats, most of them at one quay, and spent the takings on a sauna and a mule"
)]
#[case(
    "The yard said that it had \"helped at once\" and had paid four crews; it did not say how many were left.",
    "it | did not say | how many were left"
)]
#[case(
    "Ida Falk mends nets. Her own, she said, fed nine in May. Does she dread the winter? \"I dread a sea with no herring.\"",
    "she | dread | \"I dread a sea with no herring.\""
)]
#[case("Cllr Jan Holt told the Tarn Echo he suspected there were more.", "he | suspected | there were more")]
#[case(
    "Otters can learn to cheat at cards, biologists wrote on Monday in a paper that some of their rivals called funny and one called \"a joke\".",
    "biologists | wrote on Monday in a paper | Otters can learn to cheat at cards"
)]
#[case(
    "\"I'd want to see it,\" Ida Falk added. Jan Holt of the yard went further, telling Radio Nord that the word \"theft\" tells us more about \
     the mayor than about the boats.",
    "Jan Holt of the yard | telling | that the word \"theft\" tells us more about the mayor than about the boats"
)]
#[case(
    "Pilots may not want to sail so late: the harbour guild has already advised its members against leaving at dusk.",
    "Pilots | may not want | to sail so late"
)]
#[case(
    "By dusk, Bo Falk suspects, the otter has either slept or fled.",
    "Bo Falk | suspects | By dusk … the otter has either slept or fled"
)]
#[case(
    "A clerk of the court declined to say how the file had been lost, but one of the four jurors, who agreed to be quoted, said it had been burned.",
    "A clerk of the court | declined to say | how the file had been lost"
)]
#[case(
    "A clerk of the court declined to say how the file had been lost, but one of the four jurors, who agreed to be quoted, said it had been burned.",
    "one of the four jurors, who agreed to be quoted, | said | it had been burned"
)]
#[case(
    "Tarn lost 3-0 at home, a defeat that Jan Holt, the town side's coach, described as \"a gift\".",
    "Jan Holt, the town side's coach, | described | Tarn lost 3-0 at home … as \"a gift\""
)]
#[case(
    "Asked if he had the board's trust, the skipper smiled. \"Try me on Friday.\"",
    "the skipper | smiled | \"Try me on Friday.\""
)]
#[case(
    "Bo Falk, a spokesman for the yard, was quoted by state radio as saying that the crane had stood still.",
    "Bo Falk, a spokesman for the yard, | saying | that the crane had stood still"
)]
#[case(
    "Mayor Ida Falk rang Admiral Jan Holt and, according to a note from the town hall, assured him that the pier \"will hold\".",
    "a note from the town hall | according to | assured him that the pier \"will hold\""
)]
#[case(
    "Mayor Ida Falk rang Admiral Jan Holt and, according to a note from the town hall, assured him that the pier \"will hold\".",
    "Mayor Ida Falk | assured | that the pier \"will hold\""
)]
#[case(
    "A report is due in May; a leaked note, seen by the newspaper Tarn Times, blames bad upkeep and suggests that a founder was paid twice.",
    "a leaked note, seen by the newspaper Tarn Times, | suggests | that a founder was paid twice"
)]
#[case(
    "For two years the Tarn firm Solvane told masters that its radar could see ice.",
    "the Tarn firm Solvane | told | that its radar could see ice"
)]
#[case(
    "\"I was the radar,\" says one, a former cadet who asked to be called Ole.",
    "one, a former cadet who asked to be called Ole | says | \"I was the radar,\""
)]
#[case(
    "The port confirmed it had opened the lock but would not be drawn on when.",
    "The port | confirmed | it had opened the lock"
)]
#[case("Bo Falk, who advises the port, declined to discuss the leak.", "Bo Falk | declined to discuss | the leak")]
#[case(
    "Another, retired pilot Bo Falk, said he would sail when he could.",
    "Another, retired pilot Bo Falk, | said | he would sail when he could"
)]
#[case(
    "One, who had lost two barges, told the Gazette that he had been shown a chart. \"Now I wonder who drew it.\" Another said she still \
     trusted Holt.",
    "One | told | that he had been shown a chart … \"Now I wonder who drew it.\""
)]
#[case(
    "His deputy, Ida Falk, went further: it was, she said, beyond doubt the worst leak the port had seen.",
    "she | said | it was … beyond doubt the worst leak the port had seen"
)]
#[case(
    "The lock board's answer, given in a short note, was that the founder had paid.",
    "The lock board | 's answer | that the founder had paid"
)]
#[case("A pilot had left. Her argument is that nobody asked.", "Her | argument | that nobody asked")]
#[case(
    "A nurse had come, he said finally, and had been very patient.",
    "he | said | A nurse had come … and had been very patient"
)]
#[case(
    "One of them, a former stoker identified only as Bo F., has admitted his part, according to his lawyer, who told Radio Nord that he had acted \
     \"from thirst, not spite\".",
    "who | told | that he had acted \"from thirst, not spite\""
)]
#[case(
    "The other three, sisters from Tarn, maintain that they knew nothing.",
    "The other three, sisters from Tarn, | maintain | that they knew nothing"
)]
#[case(
    "The pier was, in the words of one pilot, \"a floating disgrace that nobody owns\".",
    "one pilot | in the words of | The pier was … \"a floating disgrace that nobody owns\""
)]
#[case(
    "He was met by envoys from Tarn, none of whom, he said, had been told of the leak.",
    "he | said | none of whom … had been told of the leak"
)]
#[case(
    "Tiago Freitas do Vale, the pilot who found the leak, said every valve had been shut.",
    "Tiago Freitas do Vale, the pilot who found the leak, | said | every valve had been shut"
)]
#[case(
    "Many skippers have said they will not join the march and others have said they are not fond of marching.",
    "others | have said | they are not fond of marching"
)]
#[case(
    "His hold, they believe, is not weakening, and most do not expect him to go.",
    "they | believe | His hold … is not weakening"
)]
#[case(
    "Asked about the pier, Falk said it was a part of growing old, no worse, he said, than losing his hair.",
    "he | said | than losing his hair"
)]
#[case(
    "Ida Falk called again for Captain Holt to resign for not calling it a leak.",
    "Ida Falk | called again for | Captain Holt to resign for not calling it a leak"
)]
#[case("Pilots have demanded that crews address the leak.", "Pilots | have demanded | that crews address the leak")]
#[case(
    "The storm sank nine boats, the coast guard said on Monday, in a swell that left parts of Tarn cut off and, according to local pilots, drowned a \
     mule.",
    "the coast guard | said | The storm sank nine boats … in a swell that left parts of Tarn cut off"
)]
#[case(
    "In Tarn, 90 miles from the sea, the head of the town's harbour board, Bo Falk, told Radio Nord that nine piers had no light.",
    "the head of the town's harbour board, Bo Falk, | told | that nine piers had no light"
)]
#[case(
    "Local anglers said four boats had sunk; one, who goes by the name of Pike and has many fans, called the coast guard \"a museum.\"",
    "one, who goes by the name of Pike and has many fans, | called | the coast guard \"a museum.\""
)]
#[case(
    "Bo Falk puts it at no more than nine boats, and most of those, he argues, can be raised in weeks.",
    "he | argues | most of those … can be raised in weeks"
)]
#[case(
    "Asked by Lund's Ida Holt whether he had thought of leaving, Falk said the board had begged him to stay.",
    "Falk | said | the board had begged him to stay"
)]
#[case(
    "The yard said it had been robbed, a characterization that Falk disputed.",
    "Falk | disputed | it had been robbed"
)]
#[case("The count found that support for the pier rose.", "The count | found | that support for the pier rose")]
#[case("Most pilots disagreed on that claim: two felt he was right.", "Most pilots | disagreed on | that claim")]
#[case(
    "By then, as the keepers would later tell the county court in Tarn, the lock owed 1.2m to 84 founders.",
    "the keepers | would later tell | the lock owed 1.2m to 84 founders"
)]
#[case(
    "According to her, several pilots saw men in sea boots, although she conceded that in Tarn \"everyone has sea boots\".",
    "her | According to | several pilots saw men in sea boots, although she conceded that in Tarn \"everyone has sea boots\""
)]
#[case(
    "It was reported in June that the port had known of the leak.",
    " | was reported | that the port had known of the leak"
)]
#[case("It was claimed last week that the port had hidden a leak.", " | was claimed | that the port had hidden a leak")]
#[case(
    "The guild has 90 boats; of those, she reckons, fewer than ten still sail.",
    "she | reckons | of those … fewer than ten still sail"
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
#[case(
    "The paper found that clerks dreaded being blamed for waste more than they dreaded being blamed for delay.",
    "being blamed for"
)]
#[case(
    "Berg told the panel that she had no authority to order a mill to shut its gate, and that the rule was old.",
    "to order"
)]
#[case("Dr. Berg sighed. \"Parts of it,\" he said.", "sighed")]
#[case("The harbour watch, known as HAW, told the council that the quay had sunk.", "known as")]
#[case("\"She called me from the quay on Sunday,\" a diver said.", "called")]
#[case("Tarn Rovers dismissed Jan Holt on Friday, a day after a 6-0 defeat.", "dismissed")]
#[case("The panel were shown photographs in which the pump lay in pieces.", "were shown")]
#[case("The paper rejected the mayor's claim that planned ferries will save fuel.", "planned")]
#[case("Guards questioned the man and let him go at dawn.", "questioned")]
#[case("Lund has been offered a berth by three of the clubs.", "has been offered")]
#[case("It took the panel four days to convict him of the theft.", "to convict")]
#[case("Falk, who has read that letter, does not mind.", "has read")]
#[case("Did he believe the lock would hold? \"I believe in rust,\" he said.", "believe")]
#[case("One of them, a former stoker identified only as Bo F., has left.", "identified")]
#[case("\"I rowed,\" says one, a former cadet who asked to be called Ole.", "asked")]
#[case("She told TNR's Evening Report that the pier could be saved.", "'s Evening Report")]
#[case("She called for a guarantee that no pier would close, which the mayor said she could not give.", "guarantee")]
#[case("Holt said crews had been asking for years why the hold smelt.", "had been asking for")]
#[case("The mayor called Captain Bo Falk and left.", "called")]
#[case("Norway, which has a quarrel of its own, said nothing.", "said")]
#[case("Holt rejected it as \"lies written by men who never sailed\".", "written by")]
#[case("\"The pier is rotten,\" Holt wrote, a view shared by several pilots.", "a view")]
fn attributes_nothing_to(#[case] text: &str, #[case] cue: &str) {
    let found: Vec<String> = read(text).iter().map(|one| shown(text, one)).collect();
    assert!(found.iter().all(|one| !one.contains(&format!("| {cue} |"))), "{found:#?}");
}

#[test]
fn a_cue_again_and_again_goes_no_deeper() {
    let text = format!("The mayor came on Monday. He {}left.", "said, ".repeat(4000));
    assert!(read(&text).len() < 9000);
}
