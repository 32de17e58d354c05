"""What keeps records of the audit as they were written, in the database itself: no change, and no deletion before its time.

`bot.state.audit` writes down how far it forgets before it deletes, and no further can anybody delete.
"""

from __future__ import annotations

GUARDS = {
    "sqlite": (
        """CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'records of the audit are not changed'); END""",
        """CREATE TRIGGER audit_kept BEFORE DELETE ON audit
WHEN OLD.number > COALESCE((SELECT forgotten FROM audit_ends WHERE team = OLD.team), 0)
BEGIN SELECT RAISE(ABORT, 'records of the audit are kept until their time is over'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'records of the audit are not changed';
  END IF;
  IF OLD.number > COALESCE((SELECT forgotten FROM audit_ends WHERE team = OLD.team), 0) THEN
    RAISE EXCEPTION 'records of the audit are kept until their time is over';
  END IF;
  RETURN OLD;
END $$""",
        "CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_guard()",
    ),
}
