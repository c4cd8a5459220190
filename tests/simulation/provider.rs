//! What the provider of the town sends.

/// A payment that the provider has told of, or tried to.
pub struct Sent {
    pub receipt: String,
    pub amount: u32,
    pub reference: String,
    pub acknowledged: bool,
}

/// A C2B confirmation of it; `more` shillings make it a contradiction.
pub fn confirmation(sent: &Sent, more: u32) -> String {
    serde_json::json!({
        "TransactionType": "Pay Bill", "TransID": sent.receipt, "TransTime": "20261120101500",
        "TransAmount": format!("{}.00", sent.amount + more), "BusinessShortCode": crate::town::SHORT_CODE,
        "BillRefNumber": sent.reference, "InvoiceNumber": "", "OrgAccountBalance": "", "ThirdPartyTransID": "",
        "MSISDN": "2547 ***** 999", "FirstName": "JOHN", "MiddleName": "", "LastName": "",
    })
    .to_string()
}

/// The result of the push that paid it.
pub fn push_result(sent: &Sent) -> String {
    serde_json::json!({"Body": {"stkCallback": {
        "MerchantRequestID": "1", "CheckoutRequestID": format!("ws_CO_{}", sent.receipt), "ResultCode": 0,
        "ResultDesc": "ok", "CallbackMetadata": {"Item": [
            {"Name": "Amount", "Value": sent.amount}, {"Name": "MpesaReceiptNumber", "Value": sent.receipt},
            {"Name": "Balance"}, {"Name": "TransactionDate", "Value": 20_261_120_101_500_u64},
            {"Name": "PhoneNumber", "Value": 254_722_000_111_u64}]}}}})
    .to_string()
}
