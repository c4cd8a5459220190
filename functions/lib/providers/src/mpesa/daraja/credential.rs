//! The security credential: an operator's password, readable by M-PESA only.
//! RSA with PKCS#1 v1.5 padding, as M-PESA prescribes, through the cryptography that TLS uses here anyway; the public key
//! comes out of the certificate that Safaricom publishes, one for the sandbox and one for live use.

use aws_lc_rs::rsa::{Pkcs1PublicEncryptingKey, PublicEncryptingKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use webpki::EndEntityCert;

use super::secret::Secret;

/// The smallest key that is taken, in bits; Safaricom's have 2048.
const KEY_BITS_MIN: usize = 2048;

/// Why there is no credential. No message holds the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// There is no certificate in it.
    #[error("give M-PESA's certificate as it was downloaded: PEM or DER, X.509 version 3")]
    NotACertificate,
    /// A certificate for something else.
    #[error("give M-PESA's certificate: this one has no RSA key of at least {KEY_BITS_MIN} bits")]
    NotAnRsaKey,
    /// There is nothing to encrypt.
    #[error("give the operator's password")]
    NoPassword,
    /// The password does not fit into the key.
    #[error("give a shorter password: this one does not fit into M-PESA's key")]
    PasswordTooLong,
}

/// Encrypts a password for the holder of `certificate`, PEM or DER. Every call makes another text of the same meaning.
///
/// # Errors
/// What is wrong with the certificate or the password.
pub fn security_credential(
    password: &Secret,
    certificate: &[u8],
) -> Result<Secret, CredentialError> {
    if password.is_empty() {
        return Err(CredentialError::NoPassword);
    }
    let key = public_key(certificate)?;
    let password = password.expose().as_bytes();
    if password.len() > key.max_plaintext_size() {
        return Err(CredentialError::PasswordTooLong);
    }
    let mut encrypted = vec![0; key.ciphertext_size()];
    let encrypted = key
        .encrypt(password, &mut encrypted)
        .expect("it fits, and the key is whole");
    Ok(Secret::new(&STANDARD.encode(encrypted)))
}

fn public_key(certificate: &[u8]) -> Result<Pkcs1PublicEncryptingKey, CredentialError> {
    let der = match CertificateDer::from_pem_slice(certificate) {
        Ok(der) => der,
        Err(_) => CertificateDer::from(certificate),
    };
    // Only the key is taken: whether to trust the certificate is decided by who puts it into the settings.
    let certificate =
        EndEntityCert::try_from(&der).map_err(|_| CredentialError::NotACertificate)?;
    let key = PublicEncryptingKey::from_der(&certificate.subject_public_key_info())
        .map_err(|_| CredentialError::NotAnRsaKey)?;
    if key.key_size_bits() < KEY_BITS_MIN {
        return Err(CredentialError::NotAnRsaKey);
    }
    Pkcs1PublicEncryptingKey::new(key).map_err(|_| CredentialError::NotAnRsaKey)
}

#[cfg(test)]
mod tests;
