package hutong.credential.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.credential.CredentialSettings;
import hutong.credential.CredentialTypes;
import hutong.credential.RevocationReason;
import hutong.credential.internal.CredentialViews.ConsolePage;
import hutong.credential.internal.CredentialViews.Count;
import hutong.credential.internal.CredentialViews.Wallet;
import hutong.identity.Actor;
import hutong.kernel.Beijing;
import hutong.language.Words;
import hutong.web.Choice;
import hutong.web.Icon;
import hutong.web.Place;
import hutong.web.Tone;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The operator's page of credentials: how many, signed by which keys, fetched by which wallets;
/// revoking one, and letting a new key sign.
@Controller
class ConsolePages {

  private static final String PAGE = "/console/credentials";

  private final IssuedStore issued;
  private final CredentialTypes types;
  private final HoldingService holdings;
  private final SignerKeys keys;
  private final TrustLists trust;
  private final CredentialSettings settings;
  private final RotationService rotation;
  private final Issuers issuers;

  ConsolePages(
      IssuedStore issued,
      CredentialTypes types,
      HoldingService holdings,
      SignerKeys keys,
      TrustLists trust,
      CredentialSettings settings,
      RotationService rotation,
      Issuers issuers) {
    this.issued = issued;
    this.types = types;
    this.holdings = holdings;
    this.keys = keys;
    this.trust = trust;
    this.settings = settings;
    this.rotation = rotation;
    this.issuers = issuers;
  }

  /// Its place in the console.
  @Configuration(proxyBeanMethods = false)
  static class Places {
    @Bean
    Place consoleCredentials() {
      return new Place(Place.Area.CONSOLE, "credential.console.title", PAGE, Icon.SHIELD, 35);
    }
  }

  @GetMapping(PAGE)
  ModelAndView show(@RequestParam(required = false) @Nullable String done, Words words) {
    var known = Optional.ofNullable(done).filter(List.of("revoked", "rotated")::contains);
    return page(words, known.map(what -> words.t("credential.console." + what)).orElse(null), null);
  }

  private ModelAndView page(Words words, @Nullable String done, @Nullable String fault) {
    var page =
        new ConsolePage(
            counts(words),
            signers(words),
            settings.clients().stream()
                .map(
                    client ->
                        new Wallet(
                            client.id(),
                            client.name(),
                            words.t("credential.console.how." + client.authentication())))
                .toList(),
            settings.walletProviders().stream()
                .map(CredentialSettings.WalletProvider::name)
                .toList(),
            Arrays.stream(RevocationReason.values())
                .filter(RevocationReason::forOperators)
                .map(reason -> Choice.of(reason.name(), words.t("credential.reason." + reason)))
                .toList(),
            Arrays.stream(IssuerProfile.values()).map(issuers::identifier).toList(),
            trust.current().version(),
            settings.keys().kind() == CredentialSettings.KeyStoreKind.VAULT,
            done,
            fault);
    return new ModelAndView("credential/console", "page", page);
  }

  private List<Count> counts(Words words) {
    var rows = issued.counts();
    return types.list().stream()
        .map(
            type -> {
              long all = 0;
              long wallets = 0;
              long revoked = 0;
              for (var row : rows) {
                if (row.type().equals(type.key())) {
                  all += row.issued();
                  revoked += row.revoked();
                  wallets += row.holder().equals("WALLET") ? row.issued() : 0;
                }
              }
              return new Count(
                  type.name().in(words.language()),
                  words.number(all),
                  words.number(wallets),
                  words.number(revoked));
            })
        .toList();
  }

  private List<CredentialViews.Key> signers(Words words) {
    var current = keys.current().id();
    return keys.keys().stream()
        .map(
            key -> {
              var certificate = key.chain().getFirst();
              boolean signs = key.id().equals(current);
              return new CredentialViews.Key(
                  key.id(),
                  words.t(signs ? "credential.console.signs" : "credential.console.accepted"),
                  signs ? Tone.OK : Tone.PLAIN,
                  words.date(Beijing.day(certificate.getNotBefore().toInstant())),
                  words.date(Beijing.day(certificate.getNotAfter().toInstant())));
            })
        .toList();
  }

  @PostMapping(PAGE + "/revoke")
  Object revoke(
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Words words) {
    var why =
        Arrays.stream(RevocationReason.values())
            .filter(each -> each.name().equals(reason))
            .findFirst();
    var id = CredentialPages.parse(credential.strip());
    if (why.isEmpty()
        || id.isEmpty()
        || !holdings.revoke(actor.account().toString(), id.get(), why.get())) {
      var page = page(words, null, words.t("credential.console.notFound"));
      page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      return page;
    }
    return CredentialPages.to(PAGE + "?done=revoked");
  }

  @PostMapping(PAGE + "/rotate")
  Object rotate(Actor actor) {
    rotation.rotate(actor.account().toString());
    return CredentialPages.to(PAGE + "?done=rotated");
  }

  /// Lets a new key sign, and writes down who did.
  @org.springframework.stereotype.Service
  static class RotationService {

    private final SignerKeys keys;
    private final Audit audit;

    RotationService(SignerKeys keys, Audit audit) {
      this.keys = keys;
      this.audit = audit;
    }

    @org.springframework.transaction.annotation.Transactional
    public void rotate(String operator) {
      if (keys.rotate()) {
        audit.record(
            AuditEntry.of(operator, "credential.key.rotated").with("key", keys.current().id()));
      }
    }
  }
}
