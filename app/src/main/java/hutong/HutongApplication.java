package hutong;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The platform. Everything else is a module below this package.
@SpringBootApplication
public class HutongApplication {

  public static void main(String[] args) {
    SpringApplication.run(HutongApplication.class, args);
  }
}
