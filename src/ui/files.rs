//! The files that a person works on, kept apart by name. One of them is in the editor.

/// The name of a text that came without one.
pub const UNNAMED: &str = "manifests.yaml";

/// Names and texts, at least one, and which of them is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    all: Vec<(String, String)>,
    shown: usize,
}

impl Files {
    /// These files, with the one at an index shown; an empty file where there are none.
    pub fn new(mut all: Vec<(String, String)>, shown: usize) -> Self {
        if all.is_empty() {
            all.push((UNNAMED.to_owned(), String::new()));
        }
        let shown = shown.min(all.len().saturating_sub(1));
        Self { all, shown }
    }

    /// A single text that has no name of its own.
    pub fn of(text: &str) -> Self {
        Self::new(vec![(UNNAMED.to_owned(), text.to_owned())], 0)
    }

    /// Name and text of every file.
    pub fn all(&self) -> &[(String, String)] {
        &self.all
    }

    /// Their names.
    pub fn names(&self) -> Vec<String> {
        self.all.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The index of the shown one.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// Name and text of the shown one.
    pub fn current(&self) -> (&str, &str) {
        self.all.get(self.shown).map_or((UNNAMED, ""), |(name, text)| (name, text))
    }

    /// All texts as one, each under its name where there are several.
    pub fn joined(&self) -> String {
        if let [(_, text)] = self.all.as_slice() {
            return text.clone();
        }
        let mut joined = String::new();
        for (name, text) in &self.all {
            if !joined.is_empty() {
                joined += "---\n";
            }
            joined += &["# ", name, "\n", text.trim_end(), "\n"].concat();
        }
        joined
    }

    /// The lines of all texts, counted by their ends, which is quick enough to do with each letter of a large one.
    pub fn lines(&self) -> usize {
        let ends = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
        let open = |text: &str| usize::from(!matches!(text.as_bytes(), [] | [.., b'\n']));
        self.all.iter().map(|(_, text)| ends(text).saturating_add(open(text))).sum()
    }

    /// Gives the shown file another text.
    pub fn write(&mut self, text: String) {
        if let Some(file) = self.all.get_mut(self.shown) {
            file.1 = text;
        }
    }

    /// Shows the file at an index, where there is one.
    pub fn show(&mut self, at: usize) {
        if at < self.all.len() {
            self.shown = at;
        }
    }

    /// Adds files and shows the first of them; one whose name is there already takes that one's place.
    pub fn add(&mut self, files: Vec<(String, String)>) {
        let mut first = None;
        for (name, text) in files {
            let at = self.all.iter().position(|(known, _)| *known == name).unwrap_or(self.all.len());
            match self.all.get_mut(at) {
                Some(file) => file.1 = text,
                None => self.all.push((name, text)),
            }
            first.get_or_insert(at);
        }
        self.shown = first.unwrap_or(self.shown);
    }

    /// These files without the shown one; none where it is the only one.
    pub fn without_shown(&self) -> Option<Self> {
        let mut rest = self.clone();
        rest.all.remove(self.shown);
        (!rest.all.is_empty()).then(|| Self::new(rest.all, self.shown.saturating_sub(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> (String, String) {
        (name.to_owned(), text.to_owned())
    }

    #[test]
    fn there_is_always_a_file_and_one_is_shown() {
        assert_eq!(Files::new(Vec::new(), 3).current(), (UNNAMED, ""));
        assert_eq!(Files::new(vec![file("a", "1"), file("b", "2")], 9).current(), ("b", "2"));
        assert_eq!(Files::of("1").without_shown(), None);
    }

    #[test]
    fn a_file_takes_the_place_of_its_namesake() {
        let mut files = Files::new(vec![file("a", "1"), file("b", "2")], 0);
        files.add(vec![file("c", "3"), file("a", "4")]);
        assert_eq!(files.all(), [file("a", "4"), file("b", "2"), file("c", "3")]);
        assert_eq!(files.current(), ("c", "3"));
    }

    #[test]
    fn what_is_written_goes_to_the_shown_file() {
        let mut files = Files::new(vec![file("a", "1"), file("b", "2\n2")], 0);
        files.show(1);
        files.show(7);
        files.write("5\n6\n7".to_owned());
        assert_eq!(files.all(), [file("a", "1"), file("b", "5\n6\n7")]);
        assert_eq!(files.lines(), 4);
        assert_eq!(files.joined(), "# a\n1\n---\n# b\n5\n6\n7\n");
        assert_eq!(files.without_shown(), Some(Files::new(vec![file("a", "1")], 0)));
    }
}
