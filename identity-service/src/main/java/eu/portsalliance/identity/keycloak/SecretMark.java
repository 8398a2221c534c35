package eu.portsalliance.identity.keycloak;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hash of a secret that Keycloak does not show again: by it the service sees that the secret
 * in the file is another than the one it wrote. Useless without the service's own secret.
 */
final class SecretMark {

  private final SecretKeySpec key;

  SecretMark(String ownSecret) {
    this.key = new SecretKeySpec(ownSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  String of(String thing, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] hash = mac.doFinal((thing + "\n" + secret).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
