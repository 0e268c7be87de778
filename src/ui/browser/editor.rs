//! The editor, which lives outside Yew's hands: the plain textarea at first, the full one when it
//! has loaded. Both keep the contract of `static/editor/contract.d.ts`.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::{left_by_boot, page};
use crate::ui::draw::plain;
use crate::view::{Mark, ProblemRow, Severity, TextEdit, View};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Mounted;
    #[wasm_bindgen(method, js_name = getText)]
    fn get_text(this: &Mounted) -> String;
    #[wasm_bindgen(method, js_name = setText)]
    fn set_text(this: &Mounted, text: &str, how: &JsValue);
    #[wasm_bindgen(method)]
    fn show(this: &Mounted, left: &str, name: &str, text: &str);
    #[wasm_bindgen(method, js_name = applyEdits)]
    fn apply_edits(this: &Mounted, edits: &Array) -> bool;
    #[wasm_bindgen(method, js_name = setMarks)]
    fn set_marks(this: &Mounted, marks: &Array);
    #[wasm_bindgen(method, js_name = setProblems)]
    fn set_problems(this: &Mounted, problems: &Array);
    #[wasm_bindgen(method)]
    fn reveal(this: &Mounted, from: f64, to: f64);
    #[wasm_bindgen(method, js_name = setCompletions)]
    fn set_completions(this: &Mounted, words: &Object);
    #[wasm_bindgen(method)]
    fn idle(this: &Mounted) -> Promise;
    #[wasm_bindgen(method)]
    fn destroy(this: &Mounted);
}

/// The editor of the page.
#[derive(Clone)]
pub(in crate::ui) struct Editor(Rc<RefCell<Option<Mounted>>>, JsValue);

impl Editor {
    /// Takes the textarea over. `changed` is told the text, `moved` where a person put the cursor.
    pub(in crate::ui) fn mount(changed: impl Fn(String) + 'static, moved: impl Fn(usize) + 'static) -> Self {
        let changed = Closure::<dyn Fn(String)>::new(changed).into_js_value();
        let moved = Closure::<dyn Fn(u32)>::new(move |offset| moved(offset as usize)).into_js_value();
        let options = object([("onChange", changed), ("onCursor", moved), ("label", "Kubernetes manifests".into())]);
        let editor = Self(Rc::default(), options.into());
        if let Some(plain) = left_by_boot("plain") {
            *editor.0.borrow_mut() = editor.made_by(&plain);
        }
        editor
    }

    /// Puts the full editor in the place of the plain one as soon as it has loaded and no
    /// composition is under way; then calls `done`.
    pub(in crate::ui) fn load_full(&self, done: impl Fn() + 'static) {
        let Some(load) = left_by_boot("full").and_then(|load| load.dyn_into::<Function>().ok()) else { return };
        let Ok(loaded) = load.call0(&JsValue::NULL) else { return };
        let editor = self.clone();
        let exchange = Closure::once_into_js(move |mount: JsValue| {
            let Some(plain) = editor.0.borrow().clone() else { return };
            let swap = Closure::once_into_js(move |_: JsValue| {
                if let Some(plain) = editor.0.borrow_mut().take() {
                    plain.destroy();
                }
                let made = editor.made_by(&mount).or_else(|| editor.made_by(&left_by_boot("plain")?));
                *editor.0.borrow_mut() = made;
                done();
            });
            let _ = plain.idle().unchecked_into::<Thenable>().then(&swap);
        });
        // A full editor that does not load leaves the plain one, which does everything that is needed.
        let _ = loaded.unchecked_into::<Thenable>().then(&exchange);
    }

    fn made_by(&self, mount: &JsValue) -> Option<Mounted> {
        let (textarea, host) = (page::element("manifests")?, page::element("editor-host")?);
        let mount = mount.dyn_ref::<Function>()?;
        mount.call3(&JsValue::NULL, &textarea, &host, &self.1).ok().map(JsCast::unchecked_into)
    }

    fn with<T: Default>(&self, act: impl FnOnce(&Mounted) -> T) -> T {
        let mounted = self.0.borrow().clone();
        mounted.as_ref().map(act).unwrap_or_default()
    }

    /// The text as it stands.
    pub(in crate::ui) fn text(&self) -> String {
        self.with(Mounted::get_text)
    }

    /// Puts another text in the place of this one, as an edit that can be undone.
    pub(in crate::ui) fn replace(&self, text: &str) {
        self.with(|editor| editor.set_text(text, &object([("undoable", JsValue::TRUE)])));
    }

    /// Shows another file than the one called `left`, each with an undo of its own.
    pub(in crate::ui) fn show(&self, left: &str, name: &str, text: &str) {
        self.with(|editor| editor.show(left, name, text));
    }

    /// Begins anew with a text: nothing before it can be undone.
    pub(in crate::ui) fn begin(&self, text: &str) {
        self.with(|editor| editor.set_text(text, &object([])));
    }

    /// Makes edits, as one step that can be undone; false where they do not fit the text.
    pub(in crate::ui) fn apply(&self, edits: &[TextEdit]) -> bool {
        let edits = edits.iter().map(|edit| {
            let fields = [("from", edit.from.into()), ("to", edit.to.into()), ("insert", edit.insert.as_str().into())];
            object(fields)
        });
        self.with(|editor| editor.apply_edits(&edits.collect()))
    }

    /// Marks the lines of the shown file that prove something.
    pub(in crate::ui) fn mark(&self, marks: &[Mark], file: usize) {
        let marks = marks.iter().filter(|mark| mark.file == file).map(|mark| {
            let kind = if mark.primary { "primary" } else { "evidence" };
            object([("from", mark.from.into()), ("to", mark.to.into()), ("kind", kind.into())])
        });
        self.with(|editor| editor.set_marks(&marks.collect()));
    }

    /// Scrolls a range into the editor's view.
    pub(in crate::ui) fn reveal(&self, mark: &Mark) {
        self.with(|editor| editor.reveal(number(mark.from), number(mark.to)));
    }

    /// Shows what an overview says of the shown file: problems, findings, words to complete.
    pub(in crate::ui) fn annotate(&self, view: &View, file: usize) {
        let problems = view.problems.iter().filter(|problem| problem.mark.file == file).map(problem);
        let findings = view.findings.iter().filter(|finding| finding.mark.file == file).map(|finding| {
            let severity = if finding.severity <= Severity::High { "warning" } else { "note" };
            said(&finding.mark, severity, &plain(&finding.message))
        });
        let words = Object::new();
        for (key, values) in &view.words {
            let values: Array = values.iter().map(|value| JsValue::from_str(value)).collect();
            let _ = Reflect::set(&words, &key.as_str().into(), &values);
        }
        self.with(|editor| {
            editor.set_problems(&problems.chain(findings).collect());
            editor.set_completions(&words);
        });
    }
}

#[wasm_bindgen]
extern "C" {
    type Thenable;
    #[wasm_bindgen(method)]
    fn then(this: &Thenable, next: &JsValue) -> JsValue;
}

fn problem(row: &ProblemRow) -> Object {
    let mut message = plain(&row.message);
    if let Some(hint) = &row.hint {
        message.push(' ');
        message.push_str(&plain(hint));
    }
    said(&row.mark, if row.refused { "error" } else { "warning" }, &message)
}

fn said(mark: &Mark, severity: &str, message: &str) -> Object {
    object([
        ("from", mark.from.into()),
        ("to", mark.to.into()),
        ("severity", severity.into()),
        ("message", message.into()),
    ])
}

fn object<const N: usize>(fields: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a plain object cannot fail.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}

fn number(offset: usize) -> f64 {
    u32::try_from(offset).map_or(f64::MAX, f64::from)
}
