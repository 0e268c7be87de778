//! The editor, which lives outside Yew's hands: the plain textarea at first, the full one when it
//! has loaded. Both keep the contract of `static/editor/contract.d.ts`.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::{left_by_boot, objects, page};
use crate::ui::state::Wish;
use crate::view::{Hover, Key, Mark, Spot, TextEdit, View};
use objects::object;

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
    fn set_problems(this: &Mounted, words: &str, numbers: &[u32]);
    #[wasm_bindgen(method)]
    fn reveal(this: &Mounted, from: f64, to: f64);
    #[wasm_bindgen(method)]
    fn idle(this: &Mounted) -> Promise;
    #[wasm_bindgen(method)]
    fn destroy(this: &Mounted);
}

/// What the editor tells and asks.
pub(in crate::ui) trait Hears {
    /// The text has changed.
    fn changed(&self, text: String);
    /// A person has put the cursor at this UTF-16 offset.
    fn moved(&self, offset: usize);
    /// A finding's first fix is to be made, or looked at.
    fn wished(&self, finding: Key, wish: Wish);
    /// What there is to say of a UTF-16 offset.
    fn hover(&self, offset: usize, then: impl FnOnce(Option<Hover>) + 'static);
    /// What may stand at a place.
    fn complete(&self, spot: Spot, then: impl FnOnce(Vec<String>) + 'static);
}

/// The editor of the page.
#[derive(Clone)]
pub(in crate::ui) struct Editor(Rc<RefCell<Option<Mounted>>>, JsValue);

impl Editor {
    /// Takes the textarea over, for someone who hears what it says.
    pub(in crate::ui) fn mount(hears: impl Hears + Clone + 'static) -> Self {
        let to = || hears.clone();
        let (changing, moving, wishing, hovering, completing) = (to(), to(), to(), to(), to());
        let changed = Closure::<dyn Fn(Vec<u8>)>::new(move |text| {
            // A text encoder writes nothing but UTF-8.
            changing.changed(String::from_utf8(text).unwrap_or_default());
        });
        let moved = Closure::<dyn Fn(u32)>::new(move |offset| moving.moved(offset as usize));
        let fix = Closure::<dyn Fn(String, bool)>::new(move |key, make| {
            wishing.wished(key, if make { Wish::Make } else { Wish::Look });
        });
        let hover = Closure::<dyn Fn(u32, Function)>::new(move |offset, then: Function| {
            hovering.hover(offset as usize, move |hover| {
                let said = hover.as_ref().map_or(JsValue::NULL, |hover| objects::hover(hover).into());
                let _ = then.call1(&JsValue::NULL, &said);
            });
        });
        let complete = Closure::<dyn Fn(JsValue, Function)>::new(move |spot: JsValue, then: Function| {
            completing.complete(objects::spot(&spot), move |words| {
                let words: Array = words.iter().map(|word| JsValue::from_str(word)).collect();
                let _ = then.call1(&JsValue::NULL, &words);
            });
        });
        let options = object([
            ("onChange", changed.into_js_value()),
            ("onCursor", moved.into_js_value()),
            ("onFix", fix.into_js_value()),
            ("onHover", hover.into_js_value()),
            ("onComplete", complete.into_js_value()),
            ("label", "Kubernetes manifests".into()),
            ("readOnly", page::on_root("data-readonly").is_some().into()),
        ]);
        let editor = Self(Rc::default(), options.into());
        if let Some(plain) = left_by_boot("plain") {
            *editor.0.borrow_mut() = editor.made_by(&plain);
        }
        editor
    }

    /// Puts the full editor in the place of the plain one as soon as it has loaded and no
    /// composition is under way; then tells that it came, or that it did not and the plain one stays.
    pub(in crate::ui) fn load_full(&self, tell: impl Fn(bool) + Clone + 'static) {
        let Some(load) = left_by_boot("full").and_then(|load| load.dyn_into::<Function>().ok()) else { return };
        let Ok(loaded) = load.call0(&JsValue::NULL) else { return };
        let (editor, failing) = (self.clone(), tell.clone());
        let exchange = Closure::once_into_js(move |mount: JsValue| {
            let Some(plain) = editor.0.borrow().clone() else { return };
            let swap = Closure::once_into_js(move |_: JsValue| {
                // On its way out it tells its text, to whom asks this editor.
                let plain = editor.0.borrow_mut().take();
                if let Some(plain) = plain {
                    plain.destroy();
                }
                let made = editor.made_by(&mount).or_else(|| editor.made_by(&left_by_boot("plain")?));
                *editor.0.borrow_mut() = made;
                tell(true);
            });
            let _ = plain.idle().unchecked_into::<Thenable>().then(&swap, &JsValue::UNDEFINED);
        });
        let failed = Closure::once_into_js(move || failing(false));
        let _ = loaded.unchecked_into::<Thenable>().then(&exchange, &failed);
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

    /// Shows what an overview says of the shown file: problems and findings.
    pub(in crate::ui) fn annotate(&self, view: &View, file: usize) {
        let mut said = objects::Said::default();
        view.problems.iter().filter(|problem| problem.mark.file == file).for_each(|problem| said.problem(problem));
        view.findings.iter().filter(|row| row.mark.file == file).for_each(|row| said.finding(row, view.check(row)));
        self.with(|editor| editor.set_problems(&said.words, &said.numbers));
    }
}

#[wasm_bindgen]
extern "C" {
    type Thenable;
    #[wasm_bindgen(method)]
    fn then(this: &Thenable, next: &JsValue, failed: &JsValue) -> JsValue;
}

fn number(offset: usize) -> f64 {
    u32::try_from(offset).map_or(f64::MAX, f64::from)
}
