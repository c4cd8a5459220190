//! `/staff/settings/short-codes`: what is set up for each short code. The process knows its own settings only, so the
//! portal is given those of the functions that receive and fetch, too.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use operations::short_codes::{self, ShortCode};
use portal_app::pages::staff::settings::short_codes as app;
use portal_app::pages::staff::settings::short_codes::{
    Ability, Callback, CallbackUse, Kind, PATH, Setting, ShortCodesPage, ShortCodesPageProps,
    Standing, What,
};

use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;

const KEY: &str = "MALIPO_MPESA_CONSUMER_KEY";
const SECRET: &str = "MALIPO_MPESA_CONSUMER_SECRET";
const PASSKEY: &str = "MALIPO_MPESA_PASSKEY";
const INITIATOR: &str = "MALIPO_MPESA_INITIATOR";
const CREDENTIAL: &str = "MALIPO_MPESA_SECURITY_CREDENTIAL";
const PULL_NUMBER: &str = "MALIPO_MPESA_PULL_NUMBER";
const HOOK_TOKEN: &str = "MALIPO_HOOK_TOKEN";
const HOOK_TOKENS: &str = "MALIPO_HOOK_TOKENS";
const LINES: &str = "MALIPO_MPESA_LINES";

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(show))
}

async fn show(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let config = &portal.context.config;
    let receiving = config.hooks.iter().map(|hook| hook.short_code.as_str());
    let receiving: Vec<&str> = receiving.collect();
    let set_up = short_codes::set_up(
        portal.mpesa.as_ref(),
        &portal.payee.short_code,
        &receiving,
        |secret| config.short_code_of(secret),
    );
    let mut codes = Vec::new();
    for one in set_up {
        codes.push(view(&portal, one).await?);
    }
    let callbacks = config.public_url.as_deref().map(callbacks);
    let frame = me.frame();
    let page = move || {
        ShortCodesPage(ShortCodesPageProps {
            frame,
            codes,
            callbacks,
        })
    };
    Ok(render(page).await)
}

async fn view(portal: &Portal, code: ShortCode) -> Result<app::ShortCode, Failure> {
    let abilities = abilities(&code, portal.mpesa.is_some());
    let pulled = portal.context.store.pull_record(&code.number).await?;
    let failed = pulled.failure.is_some();
    Ok(app::ShortCode {
        kind: match code.head_office {
            Some(head_office) => Kind::Till(head_office),
            None if code.prompts => Kind::Paybill,
            None => Kind::Unknown,
        },
        number: code.number,
        shown: code.shown,
        abilities,
        pulled_until: pulled.pulled_until,
        pull_failed_at: pulled.tried_at.filter(|_| failed),
    })
}

fn abilities(code: &ShortCode, account: bool) -> Vec<Ability> {
    // The one that is shown is set by variables of its own, all others by entries of lists.
    let own = |variable, field| match code.shown {
        true => Setting::Variable(variable),
        false => Setting::Field { field, list: LINES },
    };
    let ability = |what, is_ready, missing: Vec<Setting>| Ability {
        what,
        standing: match is_ready {
            true => Standing::Ready,
            false => Standing::Missing,
        },
        missing: match is_ready {
            true => Vec::new(),
            false => missing,
        },
    };
    let of_account = |more: Vec<Setting>| {
        let account = match account {
            true => Vec::new(),
            false => vec![Setting::Variable(KEY), Setting::Variable(SECRET)],
        };
        account.into_iter().chain(more).collect()
    };
    let receive = match code.shown {
        true => HOOK_TOKEN,
        false => HOOK_TOKENS,
    };
    let mut prompt = ability(
        What::Prompt,
        code.prompts,
        of_account(vec![own(PASSKEY, "passkey")]),
    );
    if code.prompts && !code.answers_arrive {
        prompt.standing = Standing::Lost;
    }
    vec![
        ability(
            What::Receive,
            code.receives,
            vec![Setting::Variable(receive)],
        ),
        prompt,
        ability(
            What::Ask,
            code.asks,
            of_account(vec![
                own(INITIATOR, "initiator"),
                own(CREDENTIAL, "security_credential"),
            ]),
        ),
        ability(
            What::Pull,
            code.pulls,
            of_account(vec![own(PULL_NUMBER, "pull_number")]),
        ),
    ]
}

fn callbacks(public_url: &str) -> Vec<Callback> {
    let all = short_codes::callbacks().map(|(used_for, path)| Callback {
        used_for: match used_for {
            short_codes::CallbackUse::Confirmation => CallbackUse::Confirmation,
            short_codes::CallbackUse::Validation => CallbackUse::Validation,
            short_codes::CallbackUse::Prompt => CallbackUse::Prompt,
            short_codes::CallbackUse::Answer => CallbackUse::Answer,
            short_codes::CallbackUse::GivenUp => CallbackUse::GivenUp,
        },
        before: format!("{public_url}/hooks/"),
        behind: format!("/{path}"),
    });
    all.into()
}
