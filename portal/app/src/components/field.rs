//! One field of a form: label, hint, what is wrong with it, and the input, tied together for those who hear the page.

use leptos::prelude::*;

use crate::form::Entered;

/// A line to type into.
#[component]
pub fn Field(
    /// The form.
    form: Entered,
    /// The name of the field, also its id.
    name: &'static str,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The type of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it must not be empty.
    #[prop(optional)]
    required: bool,
    /// Most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
) -> impl IntoView {
    let error = form.error(name).map(str::to_owned);
    let described = described_by(name, hint.is_some(), error.is_some());
    view! {
        <div class="field" class:wrong=error.is_some()>
            <label for=name>{label}</label>
            <Beside name hint error=error.clone() />
            <input
                id=name
                name=name
                type=kind
                value=form.value(name).to_owned()
                inputmode=inputmode
                autocomplete=autocomplete
                maxlength=maxlength.map(|most| most.to_string())
                aria-required=required.then_some("true")
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            />
        </div>
    }
}

/// Several lines to type into.
#[component]
pub fn TextField(
    /// The form.
    form: Entered,
    /// The name of the field, also its id.
    name: &'static str,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// How many lines are seen at once.
    #[prop(default = 4)]
    rows: u32,
) -> impl IntoView {
    let error = form.error(name).map(str::to_owned);
    let described = described_by(name, hint.is_some(), error.is_some());
    view! {
        <div class="field" class:wrong=error.is_some()>
            <label for=name>{label}</label>
            <Beside name hint error=error.clone() />
            <textarea
                id=name
                name=name
                rows=rows.to_string()
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            >
                {as_raw_text(form.value(name))}
            </textarea>
        </div>
    }
}

/// One of several, from a list.
#[component]
pub fn SelectField(
    /// The form.
    form: Entered,
    /// The name of the field, also its id.
    name: &'static str,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What can be chosen: value and words.
    options: Vec<(String, String)>,
) -> impl IntoView {
    let error = form.error(name).map(str::to_owned);
    let described = described_by(name, hint.is_some(), error.is_some());
    let chosen = form.value(name).to_owned();
    let options = options.into_iter().map(move |(value, words)| {
        let selected = value == chosen;
        view! {
            <option value=value selected=selected>
                {words}
            </option>
        }
    });
    view! {
        <div class="field" class:wrong=error.is_some()>
            <label for=name>{label}</label>
            <Beside name hint error=error.clone() />
            <select
                id=name
                name=name
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            >
                {options.collect_view()}
            </select>
        </div>
    }
}

/// One of a few, all of them seen at once; or with `several`, any of them.
#[component]
pub fn ChoiceField(
    /// The form.
    form: Entered,
    /// The name of the field; the first choice has it as its id.
    name: &'static str,
    /// What is chosen.
    #[prop(into)]
    legend: String,
    /// How to choose.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether more than one can be chosen.
    #[prop(optional)]
    several: bool,
    /// What can be chosen: value and words.
    options: Vec<(String, String)>,
) -> impl IntoView {
    let error = form.error(name).map(str::to_owned);
    let described = described_by(name, hint.is_some(), error.is_some());
    let kind = if several { "checkbox" } else { "radio" };
    let entered = form.clone();
    let options = options
        .into_iter()
        .enumerate()
        .map(move |(index, (value, words))| {
            let id = match index {
                0 => name.to_owned(),
                _ => format!("{name}-{index}"),
            };
            let checked = entered.has(name, &value);
            let own = id.clone();
            view! {
                <label class="choice" for=own>
                    <input type=kind id=id name=name value=value checked=checked />
                    <span>{words}</span>
                </label>
            }
        });
    view! {
        <fieldset class="field" class:wrong=error.is_some() aria-describedby=described>
            <legend>{legend}</legend>
            <Beside name hint error=error.clone() />
            {options.collect_view()}
        </fieldset>
    }
}

/// Hint and error beside a field.
#[component]
fn Beside(name: &'static str, hint: Option<String>, error: Option<String>) -> impl IntoView {
    let hint = hint.map(|hint| {
        view! {
            <p class="hint" id=format!("{name}-hint")>
                {hint}
            </p>
        }
    });
    let error = error.map(|error| {
        view! {
            <p class="error" id=format!("{name}-error")>
                {error}
            </p>
        }
    });
    (hint, error)
}

/// Text that stays text between the tags of a `textarea`: what is written there, Leptos writes as it is.
fn as_raw_text(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    // A browser drops the first line break after the tag.
    format!("\n{escaped}")
}

fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    let ids = [(hint, "hint"), (error, "error")];
    let ids = ids.into_iter().filter(|(there, _)| *there);
    let ids: Vec<String> = ids.map(|(_, end)| format!("{name}-{end}")).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::as_raw_text;

    #[test]
    fn nothing_that_was_typed_can_end_the_field() {
        let text = as_raw_text("</textarea><script>alert(1)</script> &amp;");
        assert_eq!(
            text,
            "\n&lt;/textarea>&lt;script>alert(1)&lt;/script> &amp;amp;"
        );
    }
}
