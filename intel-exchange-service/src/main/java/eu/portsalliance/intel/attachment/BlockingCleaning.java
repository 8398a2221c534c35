package eu.portsalliance.intel.attachment;

import java.io.IOException;
import javax.imageio.ImageIO;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Cleans files, one at a time and away from the event loops: a picture is there pixel by pixel
 * while it is drawn anew.
 */
@Component
class BlockingCleaning implements DisposableBean {

  private static final int WAITING = 16;

  private final Scheduler thread = Schedulers.newBoundedElastic(1, WAITING, "attachment", 60, true);

  BlockingCleaning() {
    ImageIO.setUseCache(false);
  }

  /** What is kept of a file of this type. */
  Mono<Cleaned> clean(FileType type, byte[] file) {
    return Mono.fromCallable(() -> now(type, file)).subscribeOn(thread);
  }

  /**
   * The file itself, when cleaning it would leave nothing behind: what another port signed cannot
   * be written anew.
   */
  Mono<Cleaned> prove(FileType type, byte[] file) {
    return Mono.fromCallable(() -> provenNow(type, file)).subscribeOn(thread);
  }

  static Cleaned provenNow(FileType type, byte[] file) throws IOException {
    try {
      boolean clean =
          switch (type) {
            case PNG -> Pictures.isPlainPng(file);
            case JPEG -> Pictures.isPlainJpeg(file);
            case PDF -> Documents.isClean(file);
          };
      return clean
          ? new Cleaned.Kept(file)
          : new Cleaned.Refused("holds more than what is seen of it");
    } catch (FileRefused refused) {
      return new Cleaned.Refused(refused.reason());
    }
  }

  static Cleaned now(FileType type, byte[] file) throws IOException {
    try {
      byte[] cleaned =
          switch (type) {
            case PNG -> Pictures.png(file);
            case JPEG -> Pictures.jpeg(file);
            case PDF -> Documents.cleaned(file);
          };
      return cleaned.length > Uploads.MOST_BYTES
          ? new Cleaned.Refused("is larger than 5 MB once it is written anew")
          : new Cleaned.Kept(cleaned);
    } catch (FileRefused refused) {
      return new Cleaned.Refused(refused.reason());
    }
  }

  @Override
  public void destroy() {
    thread.dispose();
  }
}
