//! The engine on the command line: files in, a report out.

mod link;
mod reading;

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use porthole::exposure::Environment;
use porthole::finding::Severity;
use porthole::render::{self, Ink};
use porthole::{Analysis, analyze, checks, compare};

const HELP: &str = "\
Shows what Kubernetes manifests open, and why.

Usage: porthole [--format FORMAT] [--fail-on SEVERITY] [--assume NAME=ANSWER]... [--connections] PATH...
       porthole compare [--format FORMAT] [--fail-on-opened] [--assume NAME=ANSWER]... BEFORE AFTER
       porthole link PATH...
       porthole checks [ID]

PATH is a file, a folder or - for standard input. Of a folder all .json, .yaml and .yml files are
read in lexical order, those of its folders as well; folders whose name begins with a dot are left
out. All files together are taken as one set of manifests.

compare says which ways opened and closed from BEFORE to AFTER, each a PATH, and which findings came
and went; its format is text, markdown or json.

link prints the manifests as the last part of an address of the page, with which it opens them.

checks prints what all checks look for, or the one of an ID: what it means, why it matters, what to do
and where it ends, with examples, as Markdown.

Options:
  --format FORMAT      text (the default), markdown, json or sarif
  --fail-on SEVERITY   exit with 1 where a finding is as bad or worse: critical, high, medium, low
                       or note
  --assume NAME=ANSWER what is known about the cluster: yes, no or unknown to public-nodes,
                       public-load-balancers, public-ingress-controller, public-gateways,
                       policies-enforced, source-address-kept or namespace-labels-complete; and
                       provider=NAME, where NAME is aws, azure, gcp or another that an unknown one
                       makes it list
  --fail-on-opened     of compare: exit with 1 where a way opened
  --connections        in JSON, who may connect to whom as well; rows grow with the square of the
                       workloads
  -h, --help           show this help
  -V, --version        show the version

Exit status: 0, or 1 where --fail-on or --fail-on-opened is met, or 2 where nothing could be read.
";

/// Where --fail-on or --fail-on-opened is met.
const FOUND: u8 = 1;
/// Where nothing could be read or written, or the command is not understood.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    ExitCode::from(match Command::read(std::env::args_os().skip(1).map(PathBuf::from)) {
        Ok(Command::Say(text)) => written(&text, 0),
        Ok(Command::Report(options)) => report(&options),
        Ok(Command::Compare(options)) => compared(&options),
        Ok(Command::Link(paths)) => match link::fragment(&paths) {
            Ok(fragment) => written(&fragment, 0),
            Err(message) => {
                complain(&message);
                FAILED
            }
        },
        Err(message) => {
            complain(&format!("{message}\nTry: porthole --help"));
            FAILED
        }
    })
}

enum Command {
    /// Say this and do nothing else.
    Say(String),
    /// Read and report.
    Report(Options),
    /// Read twice, and report what differs.
    Compare(Options),
    /// Read, and write a link.
    Link(Vec<PathBuf>),
}

struct Options {
    format: Format,
    fail_on: Option<Severity>,
    environment: Environment,
    connections: bool,
    fail_on_opened: bool,
    paths: Vec<PathBuf>,
}

#[derive(Clone, Copy)]
enum Format {
    Text,
    Markdown,
    Json,
    Sarif,
}

impl Command {
    /// Reads the arguments; options may stand anywhere before `--`.
    fn read(arguments: impl Iterator<Item = PathBuf>) -> Result<Self, String> {
        let mut options = Options {
            format: Format::Text,
            fail_on: None,
            environment: Environment::default(),
            connections: false,
            fail_on_opened: false,
            paths: Vec::new(),
        };
        let mut arguments = arguments.peekable();
        if arguments.next_if(|first| first.as_os_str() == "checks").is_some() {
            return reference(arguments.collect());
        }
        if arguments.next_if(|first| first.as_os_str() == "link").is_some() {
            return linked(arguments.collect());
        }
        let compares = arguments.next_if(|first| first.as_os_str() == "compare").is_some();
        while let Some(argument) = arguments.next() {
            let text = argument.to_str().unwrap_or("");
            let (name, attached) = match text.split_once('=') {
                Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
                _ => (text, None),
            };
            let mut value = || {
                let value = attached.clone().or_else(|| arguments.next()?.to_str().map(str::to_owned));
                value.ok_or_else(|| format!("{name} needs a value."))
            };
            match name {
                "-h" | "--help" => return Ok(Self::Say(HELP.to_owned())),
                "-V" | "--version" => return Ok(Self::Say(format!("porthole {}\n", env!("CARGO_PKG_VERSION")))),
                "--format" => options.format = format(&value()?)?,
                "--fail-on" if !compares => options.fail_on = Some(severity(&value()?)?),
                "--fail-on-opened" if compares && attached.is_none() => options.fail_on_opened = true,
                "--assume" => assume(&mut options.environment, &value()?)?,
                "--connections" if !compares && attached.is_none() => options.connections = true,
                "--" => options.paths.extend(arguments.by_ref()),
                _ if text.starts_with('-') && text != "-" => return Err(format!("There is no option {name}.")),
                _ => options.paths.push(argument),
            }
        }
        if compares {
            return match (options.paths.len(), options.format) {
                (2, Format::Sarif) => Err("compare has no SARIF: its format is text, markdown or json.".to_owned()),
                (2, _) => Ok(Self::Compare(options)),
                _ => Err("compare wants two paths: what was before, and what is after.".to_owned()),
            };
        }
        if options.paths.is_empty() {
            return Err("Give at least one file, a folder, or - for standard input.".to_owned());
        }
        if options.connections && !matches!(options.format, Format::Json) {
            return Err("--connections needs --format json: no other form has a place for them.".to_owned());
        }
        Ok(Self::Report(options))
    }
}

/// The reference of all checks, or of one.
fn reference(arguments: Vec<PathBuf>) -> Result<Command, String> {
    let ids: Vec<&str> = arguments.iter().map(|argument| argument.to_str().unwrap_or("")).collect();
    Ok(Command::Say(match *ids.as_slice() {
        [] => render::catalogue(),
        ["-h" | "--help"] => HELP.to_owned(),
        [id] => {
            let check = checks::by_id(id);
            let unknown = || format!("There is no check {id:?}: porthole checks lists them all.");
            check.map(render::documented).ok_or_else(unknown)?
        }
        _ => return Err("checks wants one id, or none for all of them.".to_owned()),
    }))
}

/// A link to these paths, among which there is no option.
fn linked(paths: Vec<PathBuf>) -> Result<Command, String> {
    match paths.first().and_then(|first| first.to_str()) {
        None => Err("link wants at least one file, a folder, or - for standard input.".to_owned()),
        Some("-h" | "--help") => Ok(Command::Say(HELP.to_owned())),
        Some(name) if name.starts_with('-') && name != "-" => Err(format!("There is no option {name}.")),
        Some(_) => Ok(Command::Link(paths)),
    }
}

fn format(name: &str) -> Result<Format, String> {
    Ok(match name {
        "text" => Format::Text,
        "markdown" => Format::Markdown,
        "json" => Format::Json,
        "sarif" => Format::Sarif,
        _ => return Err(format!("There is no format {name:?}: it is text, markdown, json or sarif.")),
    })
}

fn severity(name: &str) -> Result<Severity, String> {
    let known = Severity::ALL.into_iter().find(|severity| severity.id() == name);
    known.ok_or_else(|| format!("There is no severity {name:?}: it is {}.", Severity::ALL.map(Severity::id).join(", ")))
}

fn assume(environment: &mut Environment, said: &str) -> Result<(), String> {
    let (name, answer) = said.split_once('=').ok_or("--assume wants a name and an answer, as in public-nodes=yes.")?;
    environment.assume(name.trim(), answer.trim())
}

/// Reads, analyses and writes; gives the exit status.
fn report(options: &Options) -> u8 {
    let sources = reading::sources(&options.paths);
    if sources.is_empty() {
        complain("Nothing could be read.");
        return FAILED;
    }
    let analysis = analyze(&sources, &options.environment);
    let bad = |fail_on: Severity| analysis.findings.iter().any(|finding| finding.severity <= fail_on);
    let status = if options.fail_on.is_some_and(bad) { FOUND } else { 0 };
    written(&rendered(&analysis, options), status)
}

/// Reads twice, compares and writes; gives the exit status.
fn compared(options: &Options) -> u8 {
    let mut sides = Vec::new();
    for path in &options.paths {
        let sources = reading::sources(std::slice::from_ref(path));
        if sources.is_empty() {
            complain(&format!("Nothing could be read from {}.", path.display()));
            return FAILED;
        }
        sides.push(analyze(&sources, &options.environment));
    }
    let [before, after] = sides.as_slice() else { return FAILED };
    let comparison = compare::compare(before, after);
    let text = match options.format {
        Format::Json => render::changes_json(before, after, &comparison),
        Format::Markdown => render::changes_markdown(before, after, &comparison),
        Format::Text | Format::Sarif => render::changes_text(before, after, &comparison, ink()),
    };
    written(&text, if options.fail_on_opened && !comparison.opened.is_empty() { FOUND } else { 0 })
}

fn ink() -> Ink {
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
    if colour { Ink::Colour } else { Ink::Plain }
}

fn rendered(analysis: &Analysis, options: &Options) -> String {
    match options.format {
        Format::Text => render::text(analysis, ink()),
        Format::Markdown => render::markdown(analysis),
        Format::Json => render::json(analysis, options.connections),
        Format::Sarif => render::sarif(analysis),
    }
}

/// Why something could not be read, in plain words.
fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "its permissions do not allow it".to_owned(),
        _ => error.to_string(),
    }
}

/// Writes the output; where nobody reads it to its end, as in `porthole … | head`, that is no error.
fn written(text: &str, status: u8) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("The report cannot be written: {}.", why(&error)));
            FAILED
        }
        _ => status,
    }
}

/// Says something on standard error; if that is closed too, there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "porthole: {message}");
}
