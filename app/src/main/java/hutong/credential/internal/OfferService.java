package hutong.credential.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.credential.internal.OfferStore.Item;
import hutong.kernel.AccountId;
import hutong.kernel.Purpose;
import hutong.proof.Json;
import hutong.vault.KeyedIndex;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/// Offers that a wallet takes by scanning a code (OpenID4VCI, section 4).
///
/// The secrets of an offer follow from its id under a key of the platform: the page can show them
/// as long as the offer lives, and nothing readable is stored.
@Service
class OfferService {

  private static final String SCHEME = "openid-credential-offer://?";
  private static final String REFERENCE = "credential.offer.reference";
  private static final String CODE = "credential.offer.code";
  private static final String DIGITS = "credential.offer.digits";

  private final OfferStore store;
  private final KeyedIndex index;
  private final Issuers issuers;
  private final Audit audit;
  private final InstantSource clock;

  OfferService(
      OfferStore store, KeyedIndex index, Issuers issuers, Audit audit, InstantSource clock) {
    this.store = store;
    this.index = index;
    this.issuers = issuers;
    this.audit = audit;
    this.clock = clock;
  }

  /// How offering can end.
  sealed interface Offering {

    record Offered(UUID offer) implements Offering {}

    record TooMany() implements Offering {}

    record Nothing() implements Offering {}
  }

  /// An offer as its maker sees it.
  ///
  /// @param link what a QR code holds: the offer by reference
  /// @param direct the same by value, for a wallet on this phone
  /// @param digits what she types into the wallet
  record Offer(
      UUID id,
      List<Item> items,
      String link,
      String direct,
      String digits,
      Instant expiresAt,
      boolean open,
      boolean used) {
    @Override
    public String toString() {
      return "Offer[" + id + "]";
    }
  }

  @Transactional
  public Offering offer(AccountId account, List<Item> items) {
    if (items.isEmpty() || items.size() > CredentialLimits.ITEMS) {
      return new Offering.Nothing();
    }
    var now = clock.instant();
    if (store.countSince(account, now.minus(Duration.ofHours(1)))
        >= CredentialLimits.OFFERS_AN_HOUR) {
      return new Offering.TooMany();
    }
    var id = UUID.randomUUID();
    byte[] digits = index.of(TokenService.TX_CODE, id + " " + digits(id));
    store.add(
        new OfferStore.Row(
            id, account, digits, 0, IssuerProfile.OPEN, now.plus(CredentialLimits.OFFER), false),
        new OfferStore.Hashes(Codes.hash(secret(REFERENCE, id)), Codes.hash(secret(CODE, id))),
        items,
        now);
    for (var item : items) {
      audit.record(
          AuditEntry.of(account.toString(), "credential.offered")
              .about(item.person())
              .because(Purpose.OWN_VIEW)
              .with("configuration", item.configuration()));
    }
    return new Offering.Offered(id);
  }

  private String secret(String kind, UUID id) {
    return Codes.encode(index.of(kind, id.toString()));
  }

  private String digits(UUID id) {
    var number = new BigInteger(1, index.of(DIGITS, id.toString()));
    var bound = BigInteger.TEN.pow(CredentialLimits.TX_CODE);
    return String.format(
        Locale.ROOT, "%0" + CredentialLimits.TX_CODE + "d", number.mod(bound).longValue());
  }

  @Transactional(readOnly = true)
  public Optional<Offer> find(AccountId account, UUID id) {
    return store
        .find(id, account)
        .map(
            row -> {
              var items = store.items(id);
              var address = issuers.endpoint(row.issuer(), "offers/" + secret(REFERENCE, id));
              return new Offer(
                  id,
                  items,
                  SCHEME + "credential_offer_uri=" + encode(address),
                  SCHEME + "credential_offer=" + encode(Json.write(json(row, items))),
                  digits(id),
                  row.expiresAt(),
                  row.open(clock.instant()),
                  row.used());
            });
  }

  /// The offer that a wallet reads at its address.
  @Transactional(readOnly = true)
  public Optional<String> read(String reference) {
    return store
        .findByReference(Codes.hash(reference))
        .filter(row -> row.open(clock.instant()))
        .map(row -> Json.write(json(row, store.items(row.id()))));
  }

  private ObjectNode json(OfferStore.Row row, List<Item> items) {
    ObjectNode offer = Json.object();
    offer.put("credential_issuer", issuers.identifier(row.issuer()));
    var ids = offer.putArray("credential_configuration_ids");
    items.stream().map(Item::configuration).distinct().forEach(ids::add);
    var grant = offer.putObject("grants").putObject(TokenService.PRE_AUTHORISED);
    grant.put("pre-authorized_code", secret(CODE, row.id()));
    grant
        .putObject("tx_code")
        .put("input_mode", "numeric")
        .put("length", CredentialLimits.TX_CODE)
        .put("description", "The six digits below the code on the Hutong page");
    return offer;
  }

  /// An offer that holds no secret: the wallet asks, she signs in and decides.
  String invitation(IssuerProfile profile, List<String> configurations) {
    ObjectNode offer = Json.object();
    offer.put("credential_issuer", issuers.identifier(profile));
    var ids = offer.putArray("credential_configuration_ids");
    configurations.forEach(ids::add);
    offer.putObject("grants").putObject("authorization_code");
    return SCHEME + "credential_offer=" + encode(Json.write(offer));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
