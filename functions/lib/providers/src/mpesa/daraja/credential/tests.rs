//! What M-PESA can read, and which certificates can be written for.

use aws_lc_rs::rsa::{Pkcs1PrivateDecryptingKey, PrivateDecryptingKey};
use rustls_pki_types::PrivatePkcs8KeyDer;

use super::*;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../../fixtures/mpesa/credential/", $name))
    };
}

const KEY: &[u8] = fixture!("test_key.pem");
const PEM: &[u8] = fixture!("test_certificate.pem");
const DER: &[u8] = fixture!("test_certificate.der");
const SHORT: &[u8] = fixture!("test_certificate_1024_bits.pem");
const ELLIPTIC: &[u8] = fixture!("test_certificate_elliptic.pem");

/// What the holder of the key reads.
fn decrypted(credential: &Secret) -> String {
    let key = PrivatePkcs8KeyDer::from_pem_slice(KEY).unwrap();
    let key = PrivateDecryptingKey::from_pkcs8(key.secret_pkcs8_der()).unwrap();
    let key = Pkcs1PrivateDecryptingKey::new(key).unwrap();
    let encrypted = STANDARD.decode(credential.expose()).unwrap();
    let mut read = vec![0; key.min_output_size()];
    let read = key.decrypt(&encrypted, &mut read).unwrap();
    String::from_utf8(read.to_vec()).unwrap()
}

#[test]
fn the_holder_of_the_key_reads_the_password_and_nobody_sees_a_pattern() {
    let windows = String::from_utf8(PEM.to_vec())
        .unwrap()
        .replace('\n', "\r\n");
    let longest = "x".repeat(2048 / 8 - 11);
    for certificate in [PEM, DER, windows.as_bytes()] {
        for password in ["Safaricom999!*!", "p", "ñandú €5", &longest] {
            let credential = security_credential(&Secret::new(password), certificate).unwrap();
            assert_eq!(decrypted(&credential), password);
            assert_eq!(credential.expose().len(), 344);
        }
    }
    let again = || security_credential(&Secret::new("p"), PEM).unwrap();
    assert_ne!(again(), again());
}

#[test]
fn anything_but_a_certificate_with_an_rsa_key_is_refused() {
    use CredentialError::{NoPassword, NotACertificate, NotAnRsaKey, PasswordTooLong};
    let long = "x".repeat(2048 / 8 - 10);
    let cases: [(&str, &[u8], CredentialError); 8] = [
        ("", PEM, NoPassword),
        (&long, PEM, PasswordTooLong),
        ("p", b"", NotACertificate),
        ("p", b"<!DOCTYPE html><html></html>", NotACertificate),
        ("p", KEY, NotACertificate),
        ("p", &DER[..200], NotACertificate),
        ("p", SHORT, NotAnRsaKey),
        ("p", ELLIPTIC, NotAnRsaKey),
    ];
    for (password, certificate, expected) in cases {
        let refused = security_credential(&Secret::new(password), certificate);
        assert_eq!(refused, Err(expected));
    }
}
