using Fw24;

namespace Handled;

#if !TAKEN
[DynamoTable("pa tients")]
[StreamEnabled]
public sealed record Patient
{
    [PartitionKey] public required string Id { get; init; }
}

public sealed class Ward(ITable<Patient> patients) : PatientChangeHandler
{
    protected override Task OnInsertedAsync(PatientChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => patients.DeleteAsync(change.Key.Id, cancellationToken);

    protected override Task OnRemovedAsync(PatientChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => Console.Out.WriteLineAsync(change.Old.Id);
}
#else
[DynamoTable("visits")]
[StreamEnabled]
public sealed record Visit([property: PartitionKey] string Id);

public sealed record VisitChange(string What);
#if HANDLED

public sealed class Desk : VisitChangeHandler;
#endif
#endif
