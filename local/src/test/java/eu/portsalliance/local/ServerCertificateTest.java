package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {
  @TempDir Path folder;

  @Test
  void itNamesTheServerAndKeepsNothingElse() throws IOException, GeneralSecurityException {
    ServerCertificate made = ServerCertificate.make("postgresql", folder, folder.resolve("log"));
    X509Certificate read =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(
                        made.certificate().getBytes(StandardCharsets.US_ASCII)));
    assertThat(read.getSubjectAlternativeNames()).containsExactly(List.of(2, "postgresql"));
    String key = made.key().replaceAll("-----.*-----|\\s", "");
    assertThat(
            KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))))
        .isNotNull();
    assertThat(folder).isDirectoryNotContaining("glob:**.p12");
  }
}
