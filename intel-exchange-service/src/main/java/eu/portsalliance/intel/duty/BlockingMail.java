package eu.portsalliance.intel.duty;

import java.util.Properties;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Sends mail by SMTP (RFC 5321). The mail library blocks, so it has two threads of its own and a
 * short queue, and every wait has an end.
 */
@Component
class BlockingMail implements DisposableBean {

  private static final String MILLISECONDS = "5000";
  private static final int THREADS = 2;
  private static final int WAITING = 100;

  private final DutyProperties properties;
  private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
  private final Scheduler threads =
      Schedulers.newBoundedElastic(THREADS, WAITING, "mail", 60, true);

  BlockingMail(DutyProperties properties) {
    this.properties = properties;
    sender.setHost(properties.smtpHost());
    sender.setPort(properties.smtpPort());
    sender.setUsername(properties.smtpUser());
    sender.setPassword(properties.smtpPassword());
    Properties mail = sender.getJavaMailProperties();
    mail.setProperty("mail.smtp.auth", Boolean.toString(properties.smtpUser() != null));
    mail.setProperty("mail.smtp.starttls.enable", Boolean.toString(properties.startTls()));
    mail.setProperty("mail.smtp.starttls.required", Boolean.toString(properties.startTls()));
    mail.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    mail.setProperty("mail.smtp.connectiontimeout", MILLISECONDS);
    mail.setProperty("mail.smtp.timeout", MILLISECONDS);
    mail.setProperty("mail.smtp.writetimeout", MILLISECONDS);
  }

  /** Whether a mail server is known. */
  boolean configured() {
    return properties.smtpHost() != null;
  }

  /** Completes when the mail server has taken it. */
  Mono<Void> send(String to, String subject, String text) {
    SimpleMailMessage mail = new SimpleMailMessage();
    mail.setFrom(properties.from());
    mail.setTo(to);
    mail.setSubject(subject);
    mail.setText(text);
    return Mono.<Void>fromRunnable(() -> sender.send(mail)).subscribeOn(threads);
  }

  @Override
  public void destroy() {
    threads.dispose();
  }
}
