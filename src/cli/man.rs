//! `sayso man`: one manual page with every command.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::args::Cli;
use super::exit::Ending;

pub(super) fn run() -> anyhow::Result<Ending> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    sections(&command, "sayso", &mut page)?;
    std::io::stdout().write_all(&page)?;
    Ok(Ending::Done)
}

/// A section for each command below `command`, and for theirs.
fn sections(command: &clap::Command, name: &str, page: &mut Vec<u8>) -> anyhow::Result<()> {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let name = format!("{name} {}", sub.get_name());
        writeln!(page, ".SH \"{}\"", name.to_uppercase())?;
        let man = Man::new(sub.clone());
        let mut section = Vec::new();
        man.render_synopsis_section(&mut section)?;
        man.render_description_section(&mut section)?;
        man.render_options_section(&mut section)?;
        man.render_extra_section(&mut section)?;
        // Its parts stand one level below.
        let section = String::from_utf8_lossy(&section).replace(".SH ", ".SS ");
        page.extend_from_slice(section.as_bytes());
        sections(sub, &name, page)?;
    }
    Ok(())
}
