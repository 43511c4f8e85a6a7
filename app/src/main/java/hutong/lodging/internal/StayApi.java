package hutong.lodging.internal;

import hutong.command.Answer;
import hutong.command.Commands;
import hutong.identity.Actor;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.lodging.Stay;
import hutong.lodging.StayId;
import hutong.lodging.StayStatus;
import hutong.web.Problem;
import hutong.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// A traveller's registrations, for an app that acts for her.
@RestController("lodgingStayApi") // entry has an API of stays, too
@RequestMapping("/api/v1/stays")
@Tag(name = "Stays", description = "Registering where one sleeps (住宿登记)")
class StayApi {

  /// A wish to register a stay at a home. A hotel registers its guests itself.
  @Schema(name = "NewStay")
  record NewStayWish(
      @Schema(description = "Ids of travellers; without them the one the caller acts for")
          @Nullable List<String> guests,
      @Schema(
              description = "When they arrived at the place: the law's 24 hours begin here",
              example = "2026-11-22T21:30:00+08:00",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable OffsetDateTime arrival,
      @Schema(
              description = "Day they mean to leave, in Beijing",
              example = "2026-11-26",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable LocalDate departure,
      @Schema(
              example = "12 Sanlitun Road, building 3, door 401",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String address,
      @Schema(example = "三里屯路12号3号楼401") @Nullable String chineseAddress,
      @Schema(description = "Who is asked by letter to confirm; without one it is filed at once")
          @Nullable HostWish host) {

    @Override
    public String toString() {
      return "[sensitive]";
    }
  }

  /// Whose home it is.
  @Schema(name = "NewStayHost")
  record HostWish(
      @Schema(example = "Li Wei", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String name,
      @Schema(example = "li.wei@example.com", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String email,
      @Schema(example = "friend") @Nullable String relation) {

    @Override
    public String toString() {
      return "[sensitive]";
    }
  }

  /// A registration as the API shows it.
  @Schema(name = "Stay")
  record StayView(
      String id,
      @Schema(description = "The traveller who sleeps there") String guest,
      Stay.PlaceKind place,
      StayStatus status,
      Instant arrival,
      LocalDate departure,
      @Schema(description = "24 hours after arrival: art. 39 of the Exit and Entry law")
          Instant registerBy,
      @Schema(description = "True while nothing is with the authority and the time is over")
          boolean late,
      @Schema(description = "Not in the answer to a registration, which is kept to be repeated")
          @Nullable String address,
      @Nullable String chineseAddress,
      @Schema(description = "The authority's, once it accepted") @Nullable String number,
      @Nullable String station,
      @Schema(description = "Why it was sent back") @Nullable String reason) {

    @Override
    public String toString() {
      return "[sensitive]";
    }
  }

  /// Several registrations.
  @Schema(name = "Stays")
  record StaysView(List<StayView> stays) {}

  /// A place as it should have been written.
  @Schema(name = "NewStayAddress")
  record AddressWish(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String address,
      @Nullable String chineseAddress) {

    @Override
    public String toString() {
      return "[sensitive]";
    }
  }

  private final StayService stays;
  private final Commands commands;
  private final Problems problems;
  private final Receipts receipts;
  private final JsonMapper json;
  private final java.time.InstantSource clock;

  StayApi(
      StayService stays,
      Commands commands,
      Problems problems,
      Receipts receipts,
      JsonMapper json,
      java.time.InstantSource clock) {
    this.stays = stays;
    this.commands = commands;
    this.problems = problems;
    this.receipts = receipts;
    this.json = json;
    this.clock = clock;
  }

  @PostMapping
  @Operation(
      summary = "Register a stay at a home, for all guests or none",
      description =
          "Needs an Idempotency-Key: the same key and body again gets the same answer and files"
              + " nothing twice. 409 while the first is still running, 422 for another body.")
  @ApiResponse(
      responseCode = "201",
      description = "Written down; it goes to the authority, or first to the host",
      content = @Content(schema = @Schema(implementation = StaysView.class)))
  ResponseEntity<byte[]> register(
      @Parameter(hidden = true) Actor actor,
      @Parameter(description = Commands.ABOUT, required = true)
          @RequestHeader(name = Commands.HEADER, required = false)
          @Nullable String key,
      @RequestBody NewStayWish wish,
      @Parameter(hidden = true) Words words,
      HttpServletRequest http) {
    var guests = guests(actor, wish.guests());
    var command =
        commands.read(actor.account().toString(), key, http, List.of(guests.toString(), wish));
    var request = request(wish, guests);
    return commands
        .once(
            command,
            () ->
                answer(stays.register(actor, request, command.id(), words.language()), actor, http))
        .send();
  }

  private static List<PersonId> guests(Actor actor, @Nullable List<String> named) {
    if (named == null) {
      return List.of(actor.traveller());
    }
    if (named.size() > LodgingLimits.PARTY) {
      throw refusal(Registration.Reason.NO_GUEST).stop();
    }
    var guests = new ArrayList<PersonId>();
    for (var each : named) {
      try {
        guests.add(PersonId.parse(each == null ? "" : each));
      } catch (IllegalArgumentException notAnId) {
        throw refusal(Registration.Reason.GUEST_WITHOUT_DOCUMENT).stop();
      }
    }
    return guests.stream().distinct().toList();
  }

  private static NewStay request(NewStayWish wish, List<PersonId> guests) {
    if (wish.arrival() == null) {
      throw refusal(Registration.Reason.ARRIVAL_TOO_FAR).stop();
    }
    if (wish.departure() == null) {
      throw refusal(Registration.Reason.DEPARTURE_NOT_AFTER_ARRIVAL).stop();
    }
    var chinese = text(wish.chineseAddress());
    if (chinese.length() > LodgingLimits.ADDRESS) {
      throw refusal(Registration.Reason.ADDRESS_MISSING).stop();
    }
    var host = wish.host();
    return new NewStay(
        guests,
        wish.arrival().toInstant(),
        wish.departure(),
        text(wish.address()),
        chinese,
        host == null
            ? new StayDraft.Host("OWN", "", "", "")
            : new StayDraft.Host(
                "HOST", text(host.name()), text(host.email()), bound(text(host.relation()))));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static String bound(String text) {
    return text.substring(0, Math.min(text.length(), LodgingLimits.NAME));
  }

  private Answer answer(Registration registration, Actor actor, HttpServletRequest http) {
    return switch (registration) {
      case Registration.Registered(_, var ids, _) ->
          Answer.of(
              HttpStatus.CREATED.value(),
              json.writeValueAsBytes(
                  new StaysView(
                      ids.stream()
                          .map(id -> view(stays.find(actor, id).orElseThrow(), false))
                          .toList())));
      case Registration.AlreadyRegistered(_) ->
          refused(StayPages.problem("ALREADY_REGISTERED", HttpStatus.CONFLICT), http);
      case Registration.Refused(var reason) -> refused(refusal(reason), http);
    };
  }

  private static Problem refusal(Registration.Reason reason) {
    return StayPages.problem(reason.name(), HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Answer refused(Problem problem, HttpServletRequest http) {
    var said = problems.answer(problem, http);
    return Answer.of(said.getStatusCode().value(), json.writeValueAsBytes(said.getBody()));
  }

  private StayView view(Stay stay, boolean whole) {
    return new StayView(
        stay.id().toString(),
        stay.guest().toString(),
        stay.place(),
        stay.status(),
        stay.arrival(),
        stay.departure(),
        stay.deadline(),
        stay.late(clock.instant()),
        whole ? stay.address().reveal(Purpose.OWN_VIEW) : null,
        whole ? stay.chineseAddress().reveal(Purpose.OWN_VIEW) : null,
        stay.number().orElse(null),
        stay.station().orElse(null),
        stay.reason().orElse(null));
  }

  @GetMapping
  @Operation(summary = "All stays of the account, the newest arrival first")
  StaysView list(@Parameter(hidden = true) Actor actor) {
    return new StaysView(
        stays.list(actor.account()).stream().map(stay -> view(stay, true)).toList());
  }

  @GetMapping("/{id}")
  @Operation(summary = "One stay, and how far its registration came")
  StayView get(@Parameter(hidden = true) Actor actor, @PathVariable String id) {
    return view(own(actor, id), true);
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Take a registration back that is not with the authority",
      description = "Taking it back again changes nothing.")
  StayView withdraw(@Parameter(hidden = true) Actor actor, @PathVariable String id) {
    var stay = own(actor, id);
    boolean done = stay.status() == StayStatus.WITHDRAWN || stays.withdraw(actor, stay.id());
    return moved(actor, stay.id(), done);
  }

  @PostMapping("/{id}/departure")
  @Operation(
      summary = "Say that the guest has left; the authority is told",
      description = "Saying it again changes nothing.")
  StayView depart(@Parameter(hidden = true) Actor actor, @PathVariable String id) {
    var stay = own(actor, id);
    return moved(
        actor, stay.id(), stay.status() == StayStatus.CLOSED || stays.leave(actor, stay.id()));
  }

  @PostMapping("/{id}/submission")
  @Operation(
      summary = "Send it to the authority without waiting for the host",
      description = "The law asks the guest or the host, not both.")
  StayView submit(@Parameter(hidden = true) Actor actor, @PathVariable String id) {
    var stay = own(actor, id);
    return moved(actor, stay.id(), stays.sendWithoutHost(actor, stay.id()));
  }

  @PostMapping("/{id}/correction")
  @Operation(summary = "Correct the address of a registration that was sent back, and send it")
  StayView correct(
      @Parameter(hidden = true) Actor actor,
      @PathVariable String id,
      @RequestBody AddressWish wish) {
    var stay = own(actor, id);
    var address = text(wish.address());
    if (address.isEmpty() || address.length() > LodgingLimits.ADDRESS) {
      throw refusal(Registration.Reason.ADDRESS_MISSING).stop();
    }
    var chinese = text(wish.chineseAddress());
    if (chinese.length() > LodgingLimits.ADDRESS) {
      throw refusal(Registration.Reason.ADDRESS_MISSING).stop();
    }
    return moved(actor, stay.id(), stays.correct(actor, stay.id(), address, chinese));
  }

  @GetMapping("/{id}/receipt")
  @Operation(summary = "The sealed receipt (PDF), once the authority has accepted")
  @ApiResponse(
      responseCode = "200",
      description = "In Chinese and the reader's language",
      content = @Content(mediaType = "application/pdf"))
  ResponseEntity<byte[]> receipt(
      @Parameter(hidden = true) Actor actor,
      @PathVariable String id,
      @Parameter(hidden = true) Words words) {
    var stay = own(actor, id);
    byte[] pdf =
        receipts
            .of(stay.id(), words)
            .orElseThrow(() -> StayPages.problem("NO_RECEIPT_YET", HttpStatus.CONFLICT).stop());
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).body(pdf);
  }

  private StayView moved(Actor actor, StayId id, boolean done) {
    if (!done) {
      throw StayPages.problem("STAY_MOVED_ON", HttpStatus.CONFLICT).stop();
    }
    return view(stays.find(actor, id).orElseThrow(StayPages::notFound), true);
  }

  private Stay own(Actor actor, String id) {
    return stays.find(actor, StayPages.id(id)).orElseThrow(StayPages::notFound);
  }
}
