package hutong.payment.internal;

import hutong.identity.Actor;
import hutong.kernel.Purpose;
import hutong.payment.Rail;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Linking wallets and cards.
@RestController
@RequestMapping("/api/v1/rails")
@Tag(name = "Rails", description = "Wallets and cards a visitor has linked.")
class RailApi {

  @Schema(name = "NewRail")
  record NewRail(
      @Schema(example = "HOME_WALLET") @Nullable String rail,
      @Schema(description = "Which wallet; not needed for a card", example = "ALIPAY_HK")
          @Nullable String provider,
      @Schema(description = "Where the provider sends her back; default: the page of this platform")
          @Nullable String returnUrl) {}

  @Schema(name = "RailReturn")
  record RailReturn(
      @Schema(description = "`authState` of the address she came back to") @Nullable String state,
      @Schema(description = "`authCode` of that address") @Nullable String code) {}

  private final Linking linking;
  private final LinkService links;
  private final PaymentService payments;
  private final Answers answers;

  RailApi(Linking linking, LinkService links, PaymentService payments, Answers answers) {
    this.linking = linking;
    this.links = links;
    this.payments = payments;
    this.answers = answers;
  }

  @Operation(summary = "What she can pay with, and what can be linked")
  @GetMapping
  @ApiResponse(
      responseCode = "200",
      description = "Rails and offers",
      content = @Content(schema = @Schema(implementation = PaymentShapes.RailsShape.class)))
  ResponseEntity<byte[]> list(@Parameter(hidden = true) Actor actor) {
    var rails = new ArrayList<Map<String, Object>>();
    var balance = new LinkedHashMap<String, Object>();
    balance.put("id", Rail.BALANCE.name());
    balance.put("rail", Rail.BALANCE.name());
    balance.put("available", Answers.money(payments.balance(actor.traveller())));
    rails.add(balance);
    links.list(actor.account()).forEach(link -> rails.add(shown(link)));
    var offers = new ArrayList<Map<String, String>>();
    linking
        .wallets()
        .forEach(
            offer ->
                offers.add(
                    Map.of(
                        "rail", Rail.HOME_WALLET.name(),
                        "provider", offer.code(),
                        "name", offer.name(),
                        "currency", offer.currency())));
    if (linking.cardsOffered()) {
      offers.add(Map.of("rail", Rail.CARD.name(), "provider", "", "name", "Bank card"));
    }
    return answers.ok(200, Map.of("rails", rails, "offers", offers)).send();
  }

  @Operation(
      summary = "Begin to link a wallet or card",
      description = "Send her to `url`; when she is back, finish with the values of the address.")
  @PostMapping
  @ApiResponse(
      responseCode = "201",
      description = "Begun",
      content = @Content(schema = @Schema(implementation = PaymentShapes.UrlShape.class)))
  ResponseEntity<byte[]> begin(@Parameter(hidden = true) Actor actor, @RequestBody NewRail wish) {
    var rail = rail(wish.rail());
    var provider = wish.provider() == null ? "" : wish.provider();
    var start =
        linking
            .begin(actor, rail, provider, wish.returnUrl())
            .orElseThrow(
                () -> Answers.problem("RAIL_SILENT", HttpStatus.SERVICE_UNAVAILABLE).stop());
    return answers.ok(201, Map.of("url", start)).send();
  }

  private static Rail rail(@Nullable String name) {
    if (Rail.CARD.name().equals(name)) {
      return Rail.CARD;
    }
    if (Rail.HOME_WALLET.name().equals(name)) {
      return Rail.HOME_WALLET;
    }
    throw Answers.problem("RAIL_UNKNOWN", HttpStatus.UNPROCESSABLE_CONTENT).stop();
  }

  @Operation(summary = "Finish linking after she came back")
  @PostMapping("/links")
  @ApiResponse(
      responseCode = "201",
      description = "Linked",
      content = @Content(schema = @Schema(implementation = PaymentShapes.RailsShape.class)))
  ResponseEntity<byte[]> finish(
      @Parameter(hidden = true) Actor actor, @RequestBody RailReturn back) {
    var state = back.state() == null ? "" : back.state();
    var code = back.code() == null ? "" : back.code();
    if (!linking.finish(actor, state, code)) {
      throw Answers.problem("LINK_NOT_MADE", HttpStatus.UNPROCESSABLE_CONTENT).stop();
    }
    List<Map<String, Object>> all =
        links.list(actor.account()).stream().map(RailApi::shown).toList();
    return answers.ok(201, Map.of("rails", all)).send();
  }

  @Operation(summary = "Unlink")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> remove(@Parameter(hidden = true) Actor actor, @PathVariable UUID id) {
    if (!linking.remove(actor, id)) {
      throw Answers.problem("RAIL_UNKNOWN", HttpStatus.NOT_FOUND).stop();
    }
    return ResponseEntity.noContent().build();
  }

  private static Map<String, Object> shown(Link link) {
    var body = new LinkedHashMap<String, Object>();
    body.put("id", link.id().toString());
    body.put("rail", link.rail().name());
    body.put("provider", link.provider());
    body.put("label", link.label().reveal(Purpose.OWN_VIEW));
    body.put("currency", link.currency().getCurrencyCode());
    return body;
  }
}
