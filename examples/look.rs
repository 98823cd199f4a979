use sayso::model::*;
fn main() {
    let mut bytes = 0;
    let start = std::time::Instant::now();
    let quiet = std::env::args().any(|a| a == "-q");
    for path in std::env::args().skip(1).filter(|a| a != "-q") {
        let text = std::fs::read_to_string(&path).unwrap();
        bytes += text.len();
        let d = Document { text, ..Default::default() };
        let r = sayso::reading::read(&d);
        if quiet {
            continue;
        }
        let p = CodePoints::new(&d.text);
        println!("=== {path}");
        for c in &r.claims {
            let s: Vec<_> = c.source.iter().map(|s| p.slice(*s)).collect();
            let nm = |x: Option<SourceRef>| {
                x.map_or("-".to_string(), |x| format!("{} ({})", r.sources[x.0].name, r.sources[x.0].kind.name()))
            };
            println!("  {:?} => {} via {:?} => {}", s, nm(c.speaker), "", nm(c.via));
        }
        for s in &r.sources {
            let m: Vec<_> = s.mentions.iter().map(|s| p.slice(*s)).collect();
            println!(
                "  * {} | {} | {:?} | {:?} | {:?}",
                s.name,
                s.kind.name(),
                s.role,
                s.affiliation.map(|a| &r.sources[a.0].name),
                m
            );
        }
    }
    eprintln!("{} bytes {:?}", bytes, start.elapsed());
}
