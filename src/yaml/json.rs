//! JSON, as far as it differs from YAML: objects may follow one another without a separator, tabs
//! may indent, and kubectl is stricter about it.

/// Whether a text is read as JSON: its first character is a brace
/// (`kubernetes/apimachinery: pkg/util/yaml/decoder.go GuessJSONStream`).
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// The ranges (offset and length) of the objects that a text of strict JSON consists of; none where
/// it is not strict JSON, and has to be read as YAML.
pub(super) fn objects(text: &str) -> Option<Vec<(usize, usize)>> {
    if !is_json(text) {
        return None;
    }
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    let mut objects = Vec::new();
    scan.space();
    while scan.at < scan.bytes.len() {
        let start = scan.at;
        scan.value(0)?;
        objects.push((start, scan.at - start));
        scan.space();
    }
    Some(objects)
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        const DEEPEST: usize = 250;
        if depth > DEEPEST {
            return None;
        }
        match self.peek()? {
            b'{' => self.list(b'}', depth, |scan| {
                scan.string()?;
                scan.space();
                scan.take(b':')
            }),
            b'[' => self.list(b']', depth, |_| Some(())),
            b'"' => self.string(),
            _ => {
                let rest = self.bytes.get(self.at..)?;
                let word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
                let length = rest.iter().take_while(|byte| word(byte)).count();
                let text = std::str::from_utf8(rest.get(..length)?).ok()?;
                self.at += length;
                let number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && text.parse::<f64>().is_ok();
                (number || matches!(text, "true" | "false" | "null")).then_some(())
            }
        }
    }

    fn list(&mut self, close: u8, depth: usize, before: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        if self.take(close).is_some() {
            return Some(());
        }
        loop {
            self.space();
            before(self)?;
            self.space();
            self.value(depth + 1)?;
            self.space();
            if self.take(close).is_some() {
                return Some(());
            }
            self.take(b',')?;
        }
    }

    fn string(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => self.at += 2,
                0..0x20 => return None,
                _ => self.at += 1,
            }
        }
    }
}
