//! The forms in which a link is handed on: alone, in Markdown, as a frame, as a script.

use super::files::Files;

/// A form in which a link is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The link itself.
    Link,
    /// A link in Markdown.
    Markdown,
    /// The manifests in Markdown, and the link under them.
    Block,
    /// A frame that shows the link.
    Frame,
    /// The manifests in HTML, and the script that makes a playground of them.
    Script,
}

/// What stands on a link in Markdown.
const TITLE: &str = "Open in Porthole";
/// What a frame may do: run, and open Porthole in a tab of its own.
const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

impl Form {
    /// What to put on the clipboard: for a page at an address `here`, which a fragment opens with these files, or, where
    /// there are none, with a lesson.
    pub fn text(self, here: &str, fragment: &str, files: Option<&Files>) -> String {
        let link = [here, "#", fragment].concat();
        let in_markdown = ["[", TITLE, "](", &link, ")"].concat();
        match self {
            Self::Link => link,
            Self::Markdown => in_markdown,
            Self::Block => {
                let text = files.map(Files::joined).unwrap_or_default();
                let fence = fence(&text);
                [&fence, "yaml\n", text.trim_end(), "\n", &fence, "\n\n", &in_markdown, "\n"].concat()
            }
            Self::Frame => [
                "<iframe src=\"",
                here,
                "embed/?view=map#",
                fragment,
                "\" title=\"Kubernetes manifests in Porthole\" width=\"100%\" height=\"560\" frameborder=\"0\" loading=\"lazy\" sandbox=\"",
                SANDBOX,
                "\"></iframe>\n",
            ]
            .concat(),
            Self::Script => {
                let playground = match files {
                    Some(files) => {
                        let text = escaped(files.joined().trim_end());
                        ["<pre data-porthole><code class=\"language-yaml\">", &text, "\n</code></pre>"].concat()
                    }
                    None => {
                        let begin = ["<porthole-playground link=\"", fragment, "\"><a href=\""].concat();
                        [&begin, &link, "\">", TITLE, "</a></porthole-playground>"].concat()
                    }
                };
                [&playground, "\n<script async src=\"", here, "embed.js\"></script>\n"].concat()
            }
        }
    }
}

/// More backticks than stand together anywhere in a text.
fn fence(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(longest.saturating_add(1).max(3))
}

/// A text that stands between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://example.org/porthole/";

    #[test]
    fn a_link_is_the_page_and_the_fragment() {
        let files = Files::of("kind: Pod\n");
        assert_eq!(Form::Link.text(HERE, "v1.abc", Some(&files)), "https://example.org/porthole/#v1.abc");
        let markdown = Form::Markdown.text(HERE, "v1.abc", Some(&files));
        assert_eq!(markdown, "[Open in Porthole](https://example.org/porthole/#v1.abc)");
    }

    #[test]
    fn a_block_of_markdown_ends_where_the_text_does() {
        let block = Form::Block.text(HERE, "v1.abc", Some(&Files::of("# ```yaml\nkind: Pod\n\n")));
        let link = "[Open in Porthole](https://example.org/porthole/#v1.abc)\n";
        assert_eq!(block, ["````yaml\n# ```yaml\nkind: Pod\n````\n\n", link].concat());
    }

    #[test]
    fn html_shows_the_text_as_it_is() {
        let script = Form::Script.text(HERE, "v1.abc", Some(&Files::of("a: <b> & c\n")));
        let begin = "<pre data-porthole><code class=\"language-yaml\">a: &lt;b&gt; &amp; c\n</code></pre>\n";
        assert_eq!(script, [begin, "<script async src=\"https://example.org/porthole/embed.js\"></script>\n"].concat());
        let frame = Form::Frame.text(HERE, "v1.abc", Some(&Files::of("a: b\n")));
        assert!(frame.starts_with("<iframe src=\"https://example.org/porthole/embed/?view=map#v1.abc\" title="));
        assert!(!frame.contains("allow-same-origin"), "its storage is its own business");
    }

    #[test]
    fn a_lesson_is_a_playground_of_its_link_and_where_that_cannot_be_the_link() {
        let script = Form::Script.text(HERE, "v1.abc", None);
        let element = "<porthole-playground link=\"v1.abc\"><a href=\"https://example.org/porthole/#v1.abc\">Open in Porthole</a></porthole-playground>\n";
        assert_eq!(
            script,
            [element, "<script async src=\"https://example.org/porthole/embed.js\"></script>\n"].concat()
        );
    }
}
