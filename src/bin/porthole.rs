//! The engine on the command line: files in, a report out.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use porthole::exposure::Environment;
use porthole::finding::Severity;
use porthole::render::{self, Ink};
use porthole::source::Source;
use porthole::{Analysis, analyze, yaml};

const HELP: &str = "\
Shows what Kubernetes manifests open, and why.

Usage: porthole [--format FORMAT] [--fail-on SEVERITY] [--assume NAME=ANSWER]... [--connections] PATH...

PATH is a file, a folder or - for standard input. Of a folder all .json, .yaml and .yml files are
read in lexical order, those of its folders as well; folders whose name begins with a dot are left
out. All files together are taken as one set of manifests.

Options:
  --format FORMAT      text (the default), markdown, json or sarif
  --fail-on SEVERITY   exit with 1 where a finding is as bad or worse: critical, high, medium, low
                       or note
  --assume NAME=ANSWER what is known about the cluster: yes, no or unknown to public-nodes,
                       public-load-balancers, public-ingress-controller, public-gateways,
                       policies-enforced, source-address-kept or namespace-labels-complete; and
                       provider=NAME, where NAME is aws, azure, gcp or another that an unknown one
                       makes it list
  --connections        in JSON, who may connect to whom as well; rows grow with the square of the
                       workloads
  -h, --help           show this help
  -V, --version        show the version

Exit status: 0, or 1 where --fail-on is met, or 2 where nothing could be read.
";

/// Where --fail-on is met.
const FOUND: u8 = 1;
/// Where nothing could be read or written, or the command is not understood.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    ExitCode::from(match Command::read(std::env::args_os().skip(1).map(PathBuf::from)) {
        Ok(Command::Say(text)) => written(&text, 0),
        Ok(Command::Report(options)) => report(&options),
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
}

struct Options {
    format: Format,
    fail_on: Option<Severity>,
    environment: Environment,
    connections: bool,
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
    fn read(mut arguments: impl Iterator<Item = PathBuf>) -> Result<Self, String> {
        let mut options = Options {
            format: Format::Text,
            fail_on: None,
            environment: Environment::default(),
            connections: false,
            paths: Vec::new(),
        };
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
                "--fail-on" => options.fail_on = Some(severity(&value()?)?),
                "--assume" => assume(&mut options.environment, &value()?)?,
                "--connections" if attached.is_none() => options.connections = true,
                "--" => options.paths.extend(arguments.by_ref()),
                _ if text.starts_with('-') && text != "-" => return Err(format!("There is no option {name}.")),
                _ => options.paths.push(argument),
            }
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
    let mut sources = Vec::new();
    for path in &options.paths {
        read_path(path, &mut sources);
    }
    if sources.is_empty() {
        complain("Nothing could be read.");
        return FAILED;
    }
    let analysis = analyze(&sources, &options.environment);
    let bad = |fail_on: Severity| analysis.findings.iter().any(|finding| finding.severity <= fail_on);
    let status = if options.fail_on.is_some_and(bad) { FOUND } else { 0 };
    written(&rendered(&analysis, options), status)
}

fn rendered(analysis: &Analysis, options: &Options) -> String {
    let colour = || io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
    match options.format {
        Format::Text => render::text(analysis, if colour() { Ink::Colour } else { Ink::Plain }),
        Format::Markdown => render::markdown(analysis),
        Format::Json => render::json(analysis, options.connections),
        Format::Sarif => render::sarif(analysis),
    }
}

/// Adds what a path leads to. What cannot be read is said, and the rest goes on.
fn read_path(path: &Path, sources: &mut Vec<Source>) {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => sources.push(Source::new("<stdin>", yaml::decode(&bytes))),
            Err(error) => complain(&format!("Standard input cannot be read: {}.", why(&error))),
        }
    } else if path.is_dir() {
        let before = sources.len();
        read_folder(path, &mut BTreeSet::new(), sources);
        if sources.len() == before {
            complain(&format!("No .json, .yaml or .yml file was read from {}.", path.display()));
        }
    } else {
        read_file(path, sources);
    }
}

fn read_file(path: &Path, sources: &mut Vec<Source>) {
    match std::fs::read(path) {
        Ok(bytes) => sources.push(Source::new(path.display().to_string(), yaml::decode(&bytes))),
        Err(error) => complain(&format!("{} cannot be read: {}.", path.display(), why(&error))),
    }
}

/// Reads a folder in lexical order. `seen` holds the real paths of the folders that were read, so that
/// links between them neither go round in circles nor bring their objects twice.
fn read_folder(folder: &Path, seen: &mut BTreeSet<PathBuf>, sources: &mut Vec<Source>) {
    let entries = folder.canonicalize().and_then(|real| {
        if !seen.insert(real) {
            return Err(io::Error::other("it is a link to a folder that is read already"));
        }
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()
    });
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return complain(&format!("{} cannot be read: {}.", folder.display(), why(&error))),
    };
    entries.sort();
    for entry in entries {
        let is_hidden = entry.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if entry.is_dir() {
            if !is_hidden {
                read_folder(&entry, seen, sources);
            }
        } else if matches!(entry.extension().and_then(OsStr::to_str), Some("json" | "yaml" | "yml")) {
            read_file(&entry, sources);
        }
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
