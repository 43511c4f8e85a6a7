package hutong.identity.internal;

import hutong.mrtd.CryptoProviders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Puts every signature algorithm to its self-test once the platform answers, so that nobody's
/// passport waits for it, and says who computes.
@Component
class SignatureSelfTest {

  private static final Logger LOG = LoggerFactory.getLogger(SignatureSelfTest.class);

  @EventListener(ApplicationReadyEvent.class)
  void run() {
    Thread.ofPlatform()
        .daemon()
        .name("signature-self-test")
        .start(
            () -> LOG.info("Signatures are computed by {}", CryptoProviders.fastest().serving()));
  }
}
