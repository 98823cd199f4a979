//! What the program says of itself, and that the docs say the same.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use clap::CommandFactory as _;
use sayso::cli::args::Cli;
use support::Desk;

/// All commands with their path ("query run"), those without commands of their own last.
fn commands() -> Vec<(String, clap::Command)> {
    fn walk(command: &clap::Command, path: &str, all: &mut Vec<(String, clap::Command)>) {
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            let path = format!("{path} {}", sub.get_name()).trim().to_owned();
            all.push((path.clone(), sub.clone()));
            walk(sub, &path, all);
        }
    }
    let mut cli = Cli::command();
    cli.build();
    let mut all = Vec::new();
    walk(&cli, "", &mut all);
    all
}

#[test]
fn help_texts() {
    let desk = Desk::new();
    let mut all = desk.out(0, &["--help"]);
    for (path, _) in commands() {
        let mut arguments: Vec<&str> = path.split(' ').collect();
        arguments.push("--help");
        all.push_str(&format!("\n======== sayso {path} --help\n{}", desk.out(0, &arguments)));
    }
    insta::assert_snapshot!("help", all);
}

#[test]
fn every_help_shows_an_example() {
    for (path, command) in commands() {
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(
            after.contains(&format!("sayso {}", path.split(' ').next().unwrap())),
            "{path} has no example: {after}"
        );
    }
}

/// The sections of `docs/commands.md` by command.
fn sections() -> Vec<(String, String)> {
    let page = include_str!("../docs/commands.md");
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in page.lines() {
        if line.starts_with("## ") || line.starts_with("### ") {
            let name = line.trim_start_matches('#').trim().trim_matches('`');
            let path = name.strip_prefix("sayso ").unwrap_or("").split(" <").next().unwrap_or_default();
            sections.push((path.to_owned(), String::new()));
        }
        if let Some((_, text)) = sections.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    sections
}

#[test]
fn the_docs_name_every_command_option_and_argument() {
    let sections = sections();
    for (path, command) in commands() {
        // A command of commands may be told of in the headings of those.
        let text: String = sections
            .iter()
            .filter(|(known, _)| *known == path || known.starts_with(&format!("{path} ")))
            .map(|(_, text)| text.as_str())
            .collect();
        assert!(!text.is_empty(), "docs/commands.md has no section on `sayso {path}`");
        for argument in
            command.get_arguments().filter(|argument| !matches!(argument.get_id().as_str(), "help" | "db" | "version"))
        {
            if let Some(long) = argument.get_long() {
                assert!(text.contains(&format!("--{long}")), "docs/commands.md: `sayso {path}` lacks --{long}");
                // Beside its short form and its value's name, where the option is explained.
                if let Some(short) = argument.get_short() {
                    let all: String = sections.iter().map(|(_, text)| text.as_str()).collect();
                    assert!(
                        all.contains(&format!("`-{short}`, `--{long}")),
                        "docs/commands.md lacks -{short} for --{long}"
                    );
                }
            } else if let Some([name]) = argument.get_value_names().map(|names| names.iter().as_slice()) {
                assert!(text.contains(&format!("<{name}>")), "docs/commands.md: `sayso {path}` lacks <{name}>");
            }
            for value in argument.get_possible_values().iter().filter(|value| !value.is_hide_set()) {
                let all = include_str!("../docs/commands.md");
                let known =
                    all.contains(&format!("`{}`", value.get_name())) || value.get_name().parse::<bool>().is_ok();
                assert!(known, "docs/commands.md lacks the value `{}` of {:?}", value.get_name(), argument.get_id());
            }
        }
    }
}

#[test]
fn the_docs_name_nothing_else() {
    let commands = commands();
    for (path, text) in sections().iter().filter(|(path, _)| !path.is_empty()) {
        let command =
            &commands.iter().find(|(known, _)| known == path).unwrap_or_else(|| panic!("no command {path}")).1;
        let below: Vec<_> = commands.iter().filter(|(known, _)| known.starts_with(path.as_str())).collect();
        for word in text
            .split(|c: char| !(c.is_ascii_lowercase() || c == '-'))
            .filter(|word| word.starts_with("--") && word.ends_with(|c: char| c != '-'))
        {
            let long = &word[2..];
            let known = command.get_arguments().any(|argument| argument.get_long() == Some(long))
                || below.iter().any(|(_, sub)| sub.get_arguments().any(|argument| argument.get_long() == Some(long)));
            assert!(known, "docs/commands.md: `sayso {path}` has no option --{long}");
        }
    }
}

#[test]
fn a_wrong_command_line_is_2_and_help_is_0() {
    let desk = Desk::new();
    for wrong in [
        &[][..],
        &["nonsense"],
        &["ingest"],
        &["sql"],
        &["query"],
        &["query", "save", "x"],
        &["ingest", "--published", "3 May", "x"],
        &["ingest", "--format", "wordperfect", "x"],
        &["ingest", "--jobs", "0", "x"],
        &["sql", "SELECT 1", "-p", "novalue"],
        &["sql", "SELECT 1", "--timeout", "-1"],
        &["show", "first"],
    ] {
        let message = desk.err(2, wrong);
        assert!(!message.is_empty(), "{wrong:?}");
    }
    desk.out(0, &["help", "query"]);
    assert!(desk.out(0, &["--version"]).starts_with("sayso "));
    assert!(desk.names("").is_empty());
}

#[test]
fn completions_and_man_name_the_commands() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = desk.out(0, &["completions", shell]);
        assert!(script.contains("disagree") || script.contains("spreadsheet-safe"), "{shell}");
    }
    let page = desk.out(0, &["man"]);
    assert!(page.starts_with(".ie") || page.contains(".TH"), "{page}");
    for (path, _) in commands() {
        assert!(page.contains(&format!("SAYSO {}", path.to_uppercase())), "the manual page lacks {path}");
    }
}
