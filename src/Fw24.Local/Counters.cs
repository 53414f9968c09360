namespace Fw24.Local;

/// <summary>Counts of the events so far. Guarded by the loop's gate.</summary>
internal sealed class Counters
{
    private readonly SortedDictionary<string, FunctionReport> _functions = new(StringComparer.Ordinal);

    public long Writes;
    public long Changes;
    public long Expired;
    public long FilteredRecords;
    public long Published;
    public long Deduplicated;
    public long FilteredOut;
    public long Discarded;
    public long Delivered;
    public long Redelivered;
    public long ExpiredMessages;
    public long Handled;
    public long RetriedRecords;
    public long AbandonedRecords;
    public long DeadLettered;
    public long Parked;
    public long LogEvents;
    public long AuditItems;
    public long ConsoleLines;

    public FunctionReport Function(string name) => _functions.GetValueOrDefault(name) ?? new FunctionReport();

    public void Count(string name, Func<FunctionReport, FunctionReport> count) => _functions[name] = count(Function(name));

    public IReadOnlyDictionary<string, FunctionReport> Functions => new SortedDictionary<string, FunctionReport>(_functions, StringComparer.Ordinal);
}
