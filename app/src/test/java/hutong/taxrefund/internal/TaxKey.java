package hutong.taxrefund.internal;

import org.springframework.boot.test.context.TestComponent;

/// The step that a job takes in its time.
@TestComponent
public class TaxKey {

  private final TaxFormService forms;

  TaxKey(TaxFormService forms) {
    this.forms = forms;
  }

  public int markLate() {
    return forms.markLate();
  }
}
