package hutong.sandbox.web;

import java.io.IOException;

/// How one protocol says no, and how it lies when it is told to.
public interface Dialect {

  Answer refuse(Request request, Refused refused);

  /// An answer that a careful caller notices as wrong.
  Answer lie(Request request, Router.Handler honest) throws IOException;

  /// Problem details, and a lie that is simply not what was asked for.
  Dialect PLAIN =
      new Dialect() {
        @Override
        public Answer refuse(Request request, Refused refused) {
          return Answer.problem(refused);
        }

        @Override
        public Answer lie(Request request, Router.Handler honest) {
          return Answer.json(200, Json.object("colour", "mauve", "note", "not what you asked for"));
        }
      };
}
