namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>Records its changes, and behaves as the test demands.</summary>
internal sealed class OrderHandler(OrderHandler.Notes notes) : ChangeHandler<OrderChange>
{
    public override async Task HandleAsync(OrderChange change, ChangeContext context, CancellationToken cancellationToken)
    {
        notes.Handlers.Add(this);
        notes.Contexts.Add(context);
        await notes.OnChange(change, cancellationToken);
        notes.Changes.Add(change);
    }

    public override async Task HandleAsync(
        IReadOnlyList<OrderChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
    {
        notes.Handlers.Add(this);
        notes.Batches.Add([.. changes.Select(static change => change.EventId)]);
        await notes.OnBatch(changes, context, cancellationToken);
        notes.Changes.AddRange(changes);
    }

    /// <summary>The changes that the handlers have seen.</summary>
    internal sealed class Notes
    {
        public Func<OrderChange, CancellationToken, Task> OnChange { get; set; } = static (_, _) => Task.CompletedTask;

        public Func<IReadOnlyList<OrderChange>, ChangeBatchContext, CancellationToken, Task> OnBatch { get; set; }
            = static (_, _, _) => Task.CompletedTask;

        /// <summary>The event ids of each batch.</summary>
        public List<string[]> Batches { get; } = [];

        public List<OrderChange> Changes { get; } = [];

        public List<ChangeContext> Contexts { get; } = [];

        public List<OrderHandler> Handlers { get; } = [];

        public IEnumerable<string> EventIds => Changes.Select(static change => change.EventId);
    }
}
