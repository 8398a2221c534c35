package eu.portsalliance.telemetry;

import java.io.IOException;
import org.springframework.boot.logging.StackTracePrinter;

/** A failure in the log as classes and frames: messages of exceptions carry container numbers. */
final class FramesAlone implements StackTracePrinter {

  private static final int MOST = 30;

  @Override
  public void printStackTrace(Throwable failure, Appendable out) throws IOException {
    String before = "";
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST; depth++, cause = cause.getCause()) {
      out.append(before).append(cause.getClass().getName());
      StackTraceElement[] frames = cause.getStackTrace();
      for (int i = 0; i < Math.min(MOST, frames.length); i++) {
        out.append("\n\tat ").append(frames[i].toString());
      }
      before = "\nCaused by: ";
    }
  }
}
