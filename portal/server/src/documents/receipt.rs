//! The receipt of a payment as PDF, and the address at which anybody can check that it is genuine.

use axum::http::HeaderMap;
use billing::civil::nairobi_date;
use billing::ids::PaymentId;
use operations::payments::account::AccountPayment;
use operations::portal_key::PortalKey;
use operations::put_to::put_to;
use portal_app::pages::problem::Problem;
use portal_documents::receipt as paper;
use store::obligations::ObligationFile;
use subtle::ConstantTimeEq;

use crate::address;
use crate::failure::Failure;
use crate::portal::{CURRENCY, Portal};
use crate::session::CustomerVisit;

/// Bytes of the proof in a check address: nobody guesses 128 bits.
const PROOF_BYTES: usize = 16;

/// What the proof is about, so that it proves nothing else.
const DOMAIN: &str = "receipt";

/// The receipt of one payment of a customer.
///
/// # Errors
/// Where the portal has no key or no address, so that nobody could check the receipt; and where the store does not answer.
pub async fn pdf(
    portal: &Portal,
    headers: &HeaderMap,
    me: &CustomerVisit,
    payment: &AccountPayment,
    owed: &[ObligationFile],
) -> Result<Vec<u8>, Failure> {
    let id = payment.shown.id();
    let key = portal.context.config.portal_key.as_ref();
    let path = key.map(|key| check_path(key, id));
    let address = path.and_then(|path| address::absolute(portal, headers, &path));
    let check_address = address.ok_or_else(unavailable)?;
    let tip = portal
        .context
        .store
        .account_tip(&me.customer.id, CURRENCY)
        .await?;
    let parts = put_to(&payment.shown, owed)?
        .into_iter()
        .map(|part| paper::Part {
            what: part.description,
            instalment: (part.of > 1).then_some((part.number, part.of)),
            amount: part.amount,
        });
    let facts = &payment.shown.facts.payment;
    let reversal = payment.shown.state.reversal.as_ref();
    let receipt = paper::Receipt {
        provider: portal.payee.name.to_string(),
        code: facts.receipt.clone(),
        paid_at: facts.paid_at,
        channel: facts.channel,
        method: facts.method,
        payer: facts.payer.name.clone(),
        account: Some(paper::Account {
            name: me.customer.name.clone(),
            number: me.customer.id.account(),
            balance_after: tip.balance,
        }),
        amount: facts.amount,
        parts: parts.collect(),
        unused: payment.shown.unallocated()?,
        reversed_on: reversal.map(|reversal| nairobi_date(reversal.at)),
        check_address,
        made_at: portal.context.clock.now(),
    };
    paper::receipt(&receipt, me.visit.language).map_err(|error| {
        tracing::error!(%error, payment = %id, "a receipt could not be made");
        unavailable()
    })
}

fn unavailable() -> Failure {
    Failure::Problem(Problem::Unavailable)
}

/// Where a payment's receipt is checked.
#[must_use]
pub fn check_path(key: &PortalKey, payment: &PaymentId) -> String {
    format!("/receipts/{payment}/{}", proof(key, payment))
}

/// Whether somebody was given this receipt by us.
#[must_use]
pub fn is_genuine(key: &PortalKey, payment: &PaymentId, presented: &str) -> bool {
    proof(key, payment)
        .as_bytes()
        .ct_eq(presented.as_bytes())
        .into()
}

fn proof(key: &PortalKey, payment: &PaymentId) -> String {
    let mac = key.mac(DOMAIN, payment.as_str().as_bytes());
    let (proof, _) = mac.split_at(PROOF_BYTES);
    proof.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use billing::receipt::{Provider, Receipt};

    use super::*;

    #[test]
    fn a_proof_is_of_one_payment_and_one_key() {
        let key = PortalKey::new([7; 32]);
        let [one, other] = ["RKL51ZDR4F", "RKL51ZDR4G"].map(|code| {
            let receipt = Receipt::parse(code).unwrap();
            PaymentId::of(&Provider::mpesa(), &receipt)
        });
        let proof = proof(&key, &one);
        assert!(is_genuine(&key, &one, &proof));
        assert!(!is_genuine(&key, &other, &proof));
        assert!(!is_genuine(&PortalKey::new([8; 32]), &one, &proof));
        assert!(!is_genuine(&key, &one, ""));
    }
}
