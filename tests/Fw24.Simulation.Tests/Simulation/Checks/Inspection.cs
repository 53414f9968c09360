using Fw24.Audit;
using Fw24.Changes.Reading;
using Fw24.Items;
using Fw24.Local;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Simulation.Domain;

namespace Fw24.Simulation.Checks;

/// <summary>Checks an idle cloud: every change is where it belongs, once and in order, or in a place from which it can be replayed.</summary>
/// <param name="cloud">The cloud.</param>
/// <param name="app">The app.</param>
/// <param name="sightings">The changes that the handlers saw.</param>
/// <param name="journals">The changes of the tables.</param>
/// <param name="left">The work that was left undone.</param>
/// <param name="findings">Receives the findings.</param>
internal sealed class Inspection(
    LocalCloud cloud, AppModel app, Sightings sightings, IReadOnlyDictionary<string, Journal> journals, Leftovers left, ISet<Finding> findings)
{
    /// <summary>Every change is in one of these places: seen, parked, or given up to be replayed.</summary>
    public void NothingIsLost()
    {
        foreach (var table in app.Tables)
        {
            var journal = journals[table.Name];
            NothingWasMadeUp(table.AuditFunction, journal, AuditedIds(table));
            foreach (var (function, seen) in ConsumersOf(table))
            {
                var reached = seen.ToHashSet(StringComparer.Ordinal);
                foreach (var change in journal.Changes)
                {
                    if (IsFor(function, table, change) && !reached.Contains(change.EventId))
                    {
                        Expect(table, function, change);
                    }
                }
            }
        }
    }

    /// <summary>Changes are seen in order: repetitions may follow, but no change is seen for the first time after a later one.</summary>
    /// <param name="outOfTurn">The items, by function, of which a change was given up: their later changes may come late. Receives further ones.</param>
    public void OrderHolds(ISet<(string Function, string Key)> outOfTurn)
    {
        foreach (var table in app.Tables.Where(static table => table.Stream is { Fifo: true }))
        {
            foreach (var (function, seen) in ConsumersOf(table))
            {
                if (function == table.AuditFunction && !AuditRecords.Promises(table).IsOrdered)
                {
                    continue;
                }

                outOfTurn.UnionWith(journals[table.Name].Changes.Where(change => IsGivenUp(table, function, change)).Select(change => (function, change.Key)));
                IsInOrder(table, function, seen, outOfTurn);
            }
        }
    }

    /// <summary>No change reaches an idempotent handler again once it is recorded as handled, or while the handler works on it.</summary>
    /// <param name="handled">The changes that are recorded as handled.</param>
    /// <returns>The number of effects, and of those that came again because a function ended between effect and record.</returns>
    public (int Effects, int Repeated) NothingIsHandledTwice(HandledChanges handled)
    {
        var (effects, repeated) = (0, 0);
        foreach (var handler in app.Handlers.Where(static handler => handler.Idempotent is not null))
        {
            foreach (var (_, eventId) in sightings.AtOnce.Where(one => one.Handler == handler.Name))
            {
                Report(FindingKind.Duplicated, $"{handler.Name} began with the change {eventId} while another invocation worked on it");
            }

            effects += sightings.SeenBy(handler.Name).Count;
            var changes = sightings.SeenBy(handler.Name).GroupBy(static sighting => sighting.EventId);
            foreach (var same in changes.Where(static same => same.Count() > 1))
            {
                repeated += same.Count() - 1;
                if (same.Any(sighting => handled.IsBefore(handler.Name, sighting)))
                {
                    Report(FindingKind.Duplicated, $"{handler.Name} handled the change {same.Key} again, which was recorded as handled");
                }
            }
        }

        return (effects, repeated);
    }

    /// <summary>The audit trails fold to the tables, with each change once.</summary>
    public void TrailsFold()
    {
        foreach (var table in app.Tables)
        {
            var rows = AuditRecords.Of(cloud, table);
            if (AuditRecords.Promises(table).IsOnce)
            {
                foreach (var repeated in rows.Entries.GroupBy(static entry => entry.EventId).Where(static same => same.Count() > 1))
                {
                    Report(FindingKind.Duplicated, $"{table.AuditFunction} stored {repeated.Count()} records of the change {repeated.Key}");
                }
            }

            var items = cloud.Tables[table.Name].Items.Count(static item => !AuditRecords.IsAuditRow(item));
            foreach (var trail in AuditTrail.Gather(rows))
            {
                items -= Folds(table, trail) ? 1 : 0;
            }

            if (items != 0)
            {
                Report(FindingKind.Fold, $"{table.Name} has {items} items that no audit trail ends in");
            }
        }
    }

    /// <summary>Trails in DynamoDB mark all gaps that the surrounding images reveal, and no others.</summary>
    public void GapsAreMarked()
    {
        foreach (var table in app.Tables.Where(static table => table.Audit!.LoggerType is AuditLoggerType.DynamoDb))
        {
            var rows = AuditRecords.Of(cloud, table);
            var marked = rows.Gaps.Where(static gap => !gap.IsFilled).Select(static gap => (UInt128.Parse(gap.After, null), UInt128.Parse(gap.Before, null))).ToHashSet();
            foreach (var item in rows.Entries.Select(entry => journals[table.Name].Find(entry.EventId)).OfType<RecordedChange>().Distinct().GroupBy(static change => change.Key))
            {
                List<RecordedChange> stored = [.. item.OrderBy(static change => change.Order)];
                if (stored.Exists(change => left.GivenUp.Contains((table.AuditFunction, change.EventId))))
                {
                    // Its record was stored, and its message given up before the trail's head listed it: the replay adds it.
                    marked.RemoveWhere(gap => stored.Exists(change => change.Order == gap.Item1));
                    continue;
                }

                GapsAreMarked(table, stored, marked);
            }

            foreach (var (after, before) in marked)
            {
                Report(FindingKind.Gap, $"{table.AuditFunction} marked a gap between {after} and {before} of {table.Name}, and nothing is missing there");
            }
        }
    }

    /// <summary>Only unreadable records are parked, whole except for possible secrets.</summary>
    public void OnlyPoisonIsParked()
    {
        foreach (var ((function, eventId), contents) in left.Parked)
        {
            var table = TableOf(function);
            if (journals[table.Name].Find(eventId) is not { } change)
            {
                Report(FindingKind.NotWhole, $"{function} parked something of which nobody knows: {eventId}");
                continue;
            }

            var isStream = function == table.StreamFunction;
            if (isStream ? !change.IsBroken : !change.IsUnreadable || function == table.AuditFunction)
            {
                Report(FindingKind.Leftovers, $"{function} parked the change {eventId}, which can be processed");
            }

            foreach (var content in contents)
            {
                var isWhole = isStream
                    ? content.Span.SequenceEqual(KeptOf(change.Record.Json, table))
                    : cloud.Topics[table.TopicName].Messages.Any(message => message.Body.Span.SequenceEqual(content.Span));
                if (!isWhole)
                {
                    Report(FindingKind.NotWhole, $"{function} parked {content.Length} bytes of the change {eventId} that are not what came");
                }
            }
        }
    }

    /// <summary>Nothing waits, and nothing was given up.</summary>
    public void NothingIsGivenUp()
    {
        foreach (var (function, eventId) in left.GivenUp)
        {
            Report(FindingKind.Leftovers, $"{function} gave up on the change {eventId}");
        }
    }

    /// <summary>No message waits for a function.</summary>
    public void QueuesAreEmpty()
    {
        foreach (var mapping in cloud.Topology.QueueMappings)
        {
            if (cloud.Queues[mapping.Queue].Count is > 0 and var count)
            {
                Report(FindingKind.Leftovers, $"the queue {mapping.Queue} still holds {count} messages");
            }
        }
    }

    private static byte[] KeptOf(ReadOnlyMemory<byte> record, TableModel table)
    {
        byte[] payload = [.. "{\"Records\":["u8, .. record.Span, .. "]}"u8];
        var redactor = Redactor.Create(table, new FunctionEnvironment(static _ => Convert.ToBase64String(new byte[32])));
        return ParkedContent.Of(StreamBatch.ReadGuarded(payload, table.SensitiveNames)[0], redactor);
    }

    private void GapsAreMarked(TableModel table, List<RecordedChange> stored, HashSet<(UInt128 After, UInt128 Before)> marked)
    {
        for (var i = 1; i < stored.Count; i++)
        {
            var isMarked = marked.Remove((stored[i - 1].Order, stored[i].Order));
            var isHole = !stored[i].Follows(stored[i - 1]);
            if (isHole && !isMarked && !IsOldLoop(stored, i))
            {
                Report(FindingKind.Gap, $"{table.AuditFunction} did not mark that changes are missing between {stored[i - 1].EventId} and {stored[i].EventId} of {table.Name}");
            }
            else if (isMarked && !isHole)
            {
                Report(FindingKind.Gap, $"{table.AuditFunction} marked a gap between {stored[i - 1].EventId} and {stored[i].EventId} of {table.Name}, and nothing is missing there");
            }
        }
    }

    // Among more changes than a head lists one by one, a missing sequence that leads back to its start may go unnoticed.
    private static bool IsOldLoop(List<RecordedChange> stored, int hole)
        => stored.Count > 8 && Enumerable.Range(0, hole).Any(from => Enumerable.Range(hole, stored.Count - hole).Any(to => stored[to].Follows(stored[from])));

    private void Expect(TableModel table, string function, RecordedChange change)
    {
        if (!IsGivenUp(table, function, change)
            && !left.Parked.ContainsKey((table.StreamFunction, change.EventId)) && !left.Parked.ContainsKey((function, change.EventId)))
        {
            Report(FindingKind.Lost, $"{function} never saw the {change.Operation} {change.EventId} of {table.Name}, and it is nowhere else");
        }
    }

    private bool IsGivenUp(TableModel table, string function, RecordedChange change)
        => left.GivenUp.Contains((table.StreamFunction, change.EventId)) || left.GivenUp.Contains((function, change.EventId));

    private void NothingWasMadeUp(string function, Journal journal, IEnumerable<string> seen)
    {
        foreach (var eventId in seen)
        {
            if (journal.Find(eventId) is null)
            {
                Report(FindingKind.Contract, $"{function} recorded the change {eventId}, which never happened");
            }
        }
    }

    private void IsInOrder(TableModel table, string function, IEnumerable<string> seen, ISet<(string Function, string Key)> outOfTurn)
    {
        var last = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        foreach (var eventId in seen.Distinct(StringComparer.Ordinal))
        {
            if (journals[table.Name].Find(eventId) is not { } change || outOfTurn.Contains((function, change.Key)))
            {
                continue;
            }

            if (last.TryGetValue(change.Key, out var before) && change.Order < before)
            {
                Report(FindingKind.OutOfOrder, $"{function} saw the change {eventId} of {table.Name} for the first time after a later one of its item");
            }

            last[change.Key] = change.Order;
        }
    }

    private bool Folds(TableModel table, AuditTrail trail)
    {
        var item = cloud.Tables[table.Name].Get(trail.Key);
        try
        {
            var folded = trail.Fold().Item;
            if (item.IsAbsent != folded.IsAbsent || (!item.IsAbsent && !AreEqual(item, folded)))
            {
                Report(FindingKind.Fold, $"the trail of {table.Name} that ends with {trail.Entries[^1].EventId} does not give the item");
            }
        }
        catch (AuditTrailException exception)
        {
            Report(FindingKind.Fold, exception.Message);
        }

        return !item.IsAbsent;
    }

    private IEnumerable<(string Function, IReadOnlyList<string> Seen)> ConsumersOf(TableModel table)
    {
        yield return (table.AuditFunction, AuditedIds(table));
        foreach (var handler in app.Handlers)
        {
            if (handler.TableName == table.Name)
            {
                yield return (handler.Name, sightings.Of(handler.Name));
            }
        }
    }

    private List<string> AuditedIds(TableModel table) => [.. AuditRecords.Of(cloud, table).Entries.Select(static entry => entry.EventId)];

    private bool IsFor(string function, TableModel table, RecordedChange change)
    {
        if (function == table.AuditFunction)
        {
            return true;
        }

        // An unreadable record may be for any handler; the stream processor parks it for all.
        var handler = app.Handlers.Single(handler => handler.Name == function);
        return change.IsBroken
            || ((table.Discriminator is null || change.EntityType == handler.Entity.Name)
                && handler.Operations.HasFlag(change.Operation) && change.Touches(handler.OnChange));
    }

    private TableModel TableOf(string function)
        => app.Tables.Single(table => table.StreamFunction == function || table.AuditFunction == function
            || app.Handlers.Any(handler => handler.Name == function && handler.TableName == table.Name));

    private void Report(FindingKind kind, string text) => findings.Add(new Finding(kind, text));

    private static bool AreEqual(ItemImage left, ItemImage right)
        => AttributeEquality.AreEqual([.. "{\"M\":"u8, .. left.Json.Span, (byte)'}'], [.. "{\"M\":"u8, .. right.Json.Span, (byte)'}']);
}
