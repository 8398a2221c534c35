package eu.portsalliance.intel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * An authority and what it signed for 127.0.0.1: a certificate that is valid, and one that is
 * expired.
 */
final class TestCertificates {
  private static final String PASSWORD = "changeit";

  private final AtomicInteger shown = new AtomicInteger();
  private final KeyStore store;
  private volatile SSLContext now;

  TestCertificates() {
    try {
      Path file = Files.createTempDirectory("certificates").resolve("store.p12");
      String[] signed = {"-signer", "authority", "-ext", "san=ip:127.0.0.1"};
      keytool(file, "authority", "-ext", "bc:c");
      keytool(file, "valid", signed);
      keytool(file, "expired", signed, "-startdate", "-3d", "-validity", "1");
      store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      now = of(store, "valid");
    } catch (IOException | InterruptedException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  X509Certificate authority() {
    try {
      return (X509Certificate) store.getCertificate("authority");
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Whoever connects from now on is shown this one; nobody goes on with a session of before. */
  void show(String alias) {
    try {
      now = of(store, alias);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** How often somebody connected. */
  int shown() {
    return shown.get();
  }

  /** Of a server, whose certificate changes while it runs. */
  SSLContext context() {
    return new SSLContext(new Changing(), now.getProvider(), "TLS") {};
  }

  private static SSLContext of(KeyStore all, String alias) throws GeneralSecurityException {
    KeyStore one = KeyStore.getInstance("PKCS12");
    try {
      one.load(null, null);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    char[] password = PASSWORD.toCharArray();
    one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(one, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path file, String alias, String[] signed, String... more)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(signed));
    all.addAll(List.of(more));
    keytool(file, alias, all.toArray(String[]::new));
  }

  private static void keytool(Path file, String alias, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  private final class Changing extends SSLContextSpi {
    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
      // keys come and go by show(); a server that initialised it anew would end that unseen
      throw new UnsupportedOperationException();
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return now.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return now.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      shown.incrementAndGet();
      return now.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      shown.incrementAndGet();
      return now.createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return now.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return now.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return now.getDefaultSSLParameters();
    }
  }
}
