//! What holds whatever is read: the fuzz targets ask it of what a fuzzer finds, the tests of what a few lines of chance
//! make of our own manifests.

use porthole::documents::Documents;
use porthole::exposure::Environment;
use porthole::lesson::Lesson;
use porthole::link::Link;
use porthole::render::{self, Ink};
use porthole::source::{Location, Place, Source};
use porthole::view::{Orientation, desk};
use porthole::{Analysis, analyze, analyze_with, yaml};

/// Any bytes are read as a file is: documents one behind the other, and every value in its document.
pub(crate) fn reading(bytes: &[u8]) {
    let text = yaml::decode(bytes);
    let mut before = 0;
    for chunk in yaml::split(&text) {
        assert!(before <= chunk.offset, "documents overlap");
        before = chunk.offset + chunk.length;
        let document = &text[chunk.offset..before];
        let parsed = yaml::parse(document);
        for span in parsed.root.iter().map(|root| root.span).chain(parsed.problems.iter().map(|problem| problem.span)) {
            assert!(document.get(span.start as usize..span.end as usize).is_some(), "{span:?} lies outside");
        }
        // A letter that is not ASCII leaves a document that could be read line by line to the parser.
        let beneath = |comment| format!("{:?}", yaml::parse(&format!("{comment}\n{document}")));
        assert_eq!(beneath("# ee"), beneath("# é"));
    }
    assert!(before <= text.len());
}

/// Any text is analysed, drawn and written down, and what is said of it stands in it.
pub(crate) fn analysing(text: &str) {
    let analysis = analyze(&[Source::new("any.yaml", text)], &Environment::default());
    desk::view(&analysis, Orientation::Across, 800.0);
    // One form for each length, so that more texts are tried. SARIF has the docs of all checks in it, whatever was read, and
    // takes longer to write than all the rest together.
    let report = match text.len() % 64 {
        0 => render::sarif(&analysis),
        1..16 => render::text(&analysis, Ink::Plain),
        16..32 => render::markdown(&analysis),
        _ => render::json(&analysis, true),
    };
    assert!(!report.is_empty());
    for place in places(&analysis) {
        let document = analysis.texts.document(place.document);
        let range = place.span.start as usize..place.span.end as usize;
        assert!(document.get(range).is_some(), "{place:?} lies outside of its document");
    }
}

/// One text after the other, with zeros between them, gives what each gives alone, whatever was read before.
pub(crate) fn edits(text: &str) {
    let mut kept = Documents::default();
    for text in text.split('\0').take(8) {
        let sources = [Source::new("any.yaml", text)];
        let edited = analyze_with(&mut kept, &sources, &Environment::default());
        let anew = analyze(&sources, &Environment::default());
        assert_eq!(render::json(&edited, true), render::json(&anew, true));
        assert_eq!(problems(&edited), problems(&anew));
    }
}

/// What could not be read, and where: documents have numbers with room between them, of which an edit takes some.
fn problems(analysis: &Analysis) -> Vec<(Location, &str, Option<&str>, bool)> {
    let all = analysis.problems.iter();
    all.map(|problem| {
        let location = analysis.texts.locate(problem.place);
        (location, &*problem.message, problem.hint.as_deref(), problem.refused)
    })
    .collect()
}

/// Any fragment is a link, is refused, or is none; and what is a link makes one that says the same.
pub(crate) fn links(text: &str) {
    if let Some(Ok(link)) = Link::decode(text) {
        let again = link.encode().ok().and_then(|fragment| Link::decode(&fragment)?.ok());
        assert_eq!(again, Some(link));
    }
    // Whoever writes a link packs its dictionary first, which takes a hundred times as long as to read one.
    if text.len().is_multiple_of(8) {
        let link = Link::of(vec![("any.yaml".to_owned(), text.to_owned())]);
        if let Ok(fragment) = link.encode() {
            assert_eq!(Link::decode(&fragment).and_then(Result::ok), Some(link));
        }
    }
}

/// Any text is a lesson, or it is said what is wrong with it.
pub(crate) fn lessons(text: &str) {
    match Lesson::read(text) {
        Ok(lesson) => {
            analyze(&lesson.begin(), &lesson.cluster());
        }
        Err(problems) => assert!(!problems.is_empty(), "refused without a word"),
    }
}

fn places(analysis: &Analysis) -> Vec<Place> {
    let mended = analysis.mended();
    let findings = mended.iter().flat_map(|finding| {
        let edits = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.place));
        finding
            .highlights
            .iter()
            .map(|highlight| highlight.place)
            .chain(edits)
            .chain([finding.place])
            .collect::<Vec<_>>()
    });
    let hops = analysis.exposure.paths().flat_map(|path| &path.hops).flat_map(|hop| hop.places.clone());
    findings.chain(hops).chain(analysis.problems.iter().map(|problem| problem.place)).collect()
}
