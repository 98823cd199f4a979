//! What is broken, or made to break a reader, costs its own document alone: it is named, within bounds of time and memory, and
//! everything else is read. The long form of the larger ones stands in `docs/reliability.md`.

#![allow(clippy::unwrap_used, clippy::panic)]
#![cfg(target_os = "linux")]

mod support;

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use support::{BRIDGE, Desk};

/// Far above what any takes, and far below what one would that is not bounded.
const PATIENCE: Duration = Duration::from_secs(120);
/// What is promised whatever comes in.
const MEMORY_KIB: u64 = 200 << 10;

/// Runs the program; gives its exit code, and what it said on both streams. Panics when it takes too long or too much.
fn bounded(desk: &Desk, arguments: &[&str]) -> (Option<i32>, String) {
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("sayso"))
        .current_dir(desk.path(""))
        .env_remove("SAYSO_DB")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let out = std::thread::spawn(move || {
        let mut said = Vec::new();
        out.read_to_end(&mut said).map(|_| said)
    });
    let err = std::thread::spawn(move || {
        let mut said = Vec::new();
        err.read_to_end(&mut said).map(|_| said)
    });
    let begun = Instant::now();
    let mut most = 0;
    let status = loop {
        // The most that it held so far, as the kernel counts it.
        let about = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let held =
            about.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok());
        most = most.max(held.unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > PATIENCE || most > MEMORY_KIB {
            child.kill().unwrap();
            panic!("{arguments:?}: {:?}, {most} KiB", begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(3));
    };
    let said = [out.join().unwrap().unwrap(), err.join().unwrap().unwrap()].concat();
    (status.code(), String::from_utf8(said).unwrap())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    packed.start_file("a.txt", zip::write::SimpleFileOptions::default()).unwrap();
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap().into_inner()
}

fn record(number: usize) -> String {
    let page = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><h1>Story {number}</h1>\
         <p>The mayor of town {number} said that {number}0 people had left the harbour on Monday, and more would follow.</p>\
         <p>Officials in the capital denied it, and said only ten had gone in the whole week.</p></article></body></html>"
    );
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    )
}

/// A crawl packed record by record, the third of which is damaged.
fn hurt_crawl() -> Vec<u8> {
    let mut members: Vec<Vec<u8>> = (11..=16).map(|number| gzip(record(number).as_bytes())).collect();
    let middle = members[2].len() / 2;
    members[2][middle] ^= 0xff;
    members.concat()
}

/// An archive whose directory names one member twice, as those do that unpack to a thousand times their size.
fn overlapping() -> Vec<u8> {
    let packed = zip(BRIDGE.as_bytes());
    let find = |mark: &[u8]| packed.windows(4).rposition(|bytes| bytes == mark).unwrap();
    let (directory, end) = (find(b"PK\x01\x02"), find(b"PK\x05\x06"));
    let (row, mut last) = (&packed[directory..end], packed[end..].to_vec());
    let mut again = row.to_vec();
    again[46] = b'b';
    (last[8], last[10]) = (2, 2);
    last[12..16].copy_from_slice(&(2 * row.len() as u32).to_le_bytes());
    [&packed[..directory], row, &again, &last].concat()
}

/// Each by its file's name, with what is said of it.
fn broken() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let deep = 300_000;
    let said = "The mayor said that 40 people had left the town of Ashford.";
    let crawl: String = (1..=6).map(record).collect();
    let mut bomb_in_bomb = zip(&vec![b'a'; 24 << 20]);
    bomb_in_bomb = zip(&bomb_in_bomb);
    vec![
        ("bomb.txt.gz", gzip(&vec![b'a'; 70 << 20]), "as data made to fill a memory does"),
        ("bomb.zip", zip(&vec![b'a'; 24 << 20]), "as data made to fill a memory does"),
        ("bomb_in_bomb.zip", bomb_in_bomb, "as data made to fill a memory does"),
        ("deep.html", format!("<html><body>{}{said}", "<div>".repeat(deep)).into_bytes(), "512 deep"),
        (
            "deep.json",
            format!("{{\"text\": {}{}}}", "[".repeat(deep), "]".repeat(deep)).into_bytes(),
            "recursion limit",
        ),
        ("deep.xml", format!("<?xml version=\"1.0\"?><rss><channel>{}", "<item>".repeat(deep)).into_bytes(), "damaged"),
        (
            "line.jsonl",
            format!("{{\"text\": \"{}\"}}\n{{\"text\": \"{said}\"}}\n", "word ".repeat(14 << 20)).into_bytes(),
            "split it",
        ),
        ("cut.warc", crawl.as_bytes()[..crawl.len() * 2 / 3].to_vec(), "breaks off in the middle"),
        ("cut.warc.gz", gzip(crawl.as_bytes())[..300].to_vec(), "breaks off in the middle"),
        ("hurt.warc.gz", hurt_crawl(), "damaged"),
        ("ends.html", format!("<html><body>{said}{}", "</p></br>".repeat(200_000)).into_bytes(), "elements"),
        ("overlapping.zip", overlapping(), "lie on one another"),
        ("long.txt", "word ".repeat(4 << 20).into_bytes(), "split it"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R".to_vec(), "PDF"),
        ("cut.zip", zip(BRIDGE.as_bytes())[..60].to_vec(), "cut.zip"),
        ("nul.txt", vec![0; 4096], "nul.txt"),
    ]
}

#[test]
fn every_broken_file_is_named_and_the_others_are_read() {
    let desk = Desk::new();
    for (name, bytes, _) in broken() {
        desk.write(&format!("in/{name}"), bytes);
    }
    desk.write("in/new\nline.txt", "");
    std::fs::write(desk.path("in").join(OsStr::from_bytes(b"latin\xff.txt")), "").unwrap();
    std::os::unix::fs::symlink(desk.path("in"), desk.path("in/circle")).unwrap();
    std::os::unix::fs::symlink("nowhere", desk.path("in/dangling.txt")).unwrap();
    assert!(Command::new("mkfifo").arg(desk.path("in/pipe.txt")).status().unwrap().success());
    desk.write("in/zz_good.txt", BRIDGE);
    let (code, said) = bounded(&desk, &["ingest", "in"]);
    assert_eq!(code, Some(1), "{said}");
    for (name, _, why) in broken() {
        let line = said.lines().find(|line| line.starts_with(&format!("in/{name}")) && !line.contains("note: "));
        assert!(line.is_some_and(|line| line.contains(why)), "{name}: {line:?} does not say {why}\n{said}");
    }
    for name in [
        "in/new line.txt: ",
        "in/latin\\xFF.txt: ",
        "in/circle: skipped: ",
        "in/dangling.txt: ",
        "in/pipe.txt: skipped: ",
    ] {
        assert!(said.lines().any(|line| line.starts_with(name)), "{name} is not named in {said}");
    }
    assert!(!said.contains("panicked"), "{said}");
    let paths = desk.out(0, &["sql", "-f", "csv", "SELECT path FROM articles ORDER BY path"]);
    // What came before the cut, and what came after the long line.
    for path in [
        "in/cut.warc#1",
        "in/cut.warc#3",
        "in/hurt.warc.gz#2",
        "in/hurt.warc.gz#6",
        "in/line.jsonl#2",
        "in/zz_good.txt",
    ] {
        assert!(paths.contains(path), "{path} is not in {paths}");
    }
    desk.out(0, &["check"]);
}

#[test]
fn a_text_on_one_endless_line_is_read_in_the_memory_that_is_promised() {
    let desk = Desk::new();
    let said = "The mayor of Ashford, Ann Poe, said on Monday that some 40 people had left the town since the spring. ";
    // As it is compiled for tests, reading takes ten times as long.
    let bytes = if cfg!(debug_assertions) { 2 << 20 } else { 10 << 20 };
    desk.write("line.txt", said.repeat(bytes / said.len()));
    let (code, said) = bounded(&desk, &["ingest", "line.txt"]);
    assert_eq!(code, Some(0), "{said}");
    let claims: usize =
        desk.out(0, &["sql", "-f", "csv", "SELECT count(*) FROM claims"]).lines().nth(1).unwrap().parse().unwrap();
    assert!(claims >= bytes / 110, "{claims}");
    desk.out(0, &["check"]);
}

#[test]
fn deep_markdown_is_read_in_time() {
    let desk = Desk::new();
    let said = "The mayor said that 40 people had left the town of Ashford.";
    desk.write(
        "quotes.md",
        format!("{} {said}\n{} {}x\n", ">".repeat(100_000), "*".repeat(50_000), "[".repeat(100_000)),
    );
    desk.write("lists.md", format!("{} {said}\n", "- ".repeat(20_000)));
    let (code, said) = bounded(&desk, &["extract", "quotes.md", "lists.md"]);
    assert!(matches!(code, Some(0 | 1)), "{code:?} {}", &said[..said.len().min(500)]);
}

#[test]
fn a_pipe_that_nobody_fills_is_not_waited_for() {
    let desk = Desk::new();
    assert!(Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    let (code, said) = bounded(&desk, &["ingest", "pipe"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("pipe: a named pipe, not a file; use - to read from stdin"), "{said}");
}
