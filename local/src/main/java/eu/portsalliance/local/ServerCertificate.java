package eu.portsalliance.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A key for a server of that name, and a certificate that is its own authority; both as PEM. */
record ServerCertificate(String key, String certificate) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PASSWORD = "only-on-its-way";

  /**
   * @param folder where it may write meanwhile
   */
  static ServerCertificate make(String host, Path folder, Path log) throws IOException {
    Path store = folder.resolve("certificate.p12");
    Files.deleteIfExists(store);
    try {
      int status =
          Commands.run(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-alias",
                  host,
                  "-dname",
                  "CN=" + host,
                  "-ext",
                  "san=dns:" + host,
                  "-validity",
                  "30",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  store.toString()),
              Map.of(),
              log,
              PATIENCE);
      if (status != 0) {
        throw new Refusal("keytool made no certificate for %s; %s says why.".formatted(host, log));
      }
      try (InputStream in = Files.newInputStream(store)) {
        KeyStore read = KeyStore.getInstance("PKCS12");
        read.load(in, PASSWORD.toCharArray());
        return new ServerCertificate(
            pem("PRIVATE KEY", read.getKey(host, PASSWORD.toCharArray()).getEncoded()),
            pem("CERTIFICATE", read.getCertificate(host).getEncoded()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("What keytool made cannot be read", e);
    } finally {
      Files.deleteIfExists(store);
    }
  }

  private static String pem(String what, byte[] bytes) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, lines.encodeToString(bytes), what);
  }
}
