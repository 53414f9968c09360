using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Model;

/// <summary>A change handler: the changes that its queue receives, and how it is created.</summary>
public abstract class HandlerModel
{
    /// <summary>The handler's class name, which is also its function's name.</summary>
    public required string Name { get; init; }

    /// <summary>The table to whose topic it subscribes.</summary>
    public required string TableName { get; init; }

    /// <summary>The entity whose changes it handles.</summary>
    public required EntityModel Entity { get; init; }

    /// <summary>The operations for which it overrides a method.</summary>
    public required ChangeOperations Operations { get; init; }

    /// <summary>Indicates whether it handles the changes of an invocation in one call.</summary>
    public bool HandlesBatches { get; init; }

    /// <summary>The item attributes of its <see cref="OnChangeAttribute"/>; empty if any change qualifies.</summary>
    public IReadOnlyList<string> OnChange { get; init; } = [];

    /// <summary>
    /// The values, one of which the only attribute of <see cref="OnChange"/> must have had before a modification, as texts; empty for any.
    /// An enum's
    /// member is given by its name and by its number, as items may store either.
    /// </summary>
    public IReadOnlyList<string> OnChangeFrom { get; init; } = [];

    /// <summary>The values, one of which that attribute must have after a modification, as texts; empty for any.</summary>
    public IReadOnlyList<string> OnChangeTo { get; init; } = [];

    /// <summary>Its queue's settings.</summary>
    public ChangeQueueAttribute Queue { get; init; } = new();

    /// <summary>How long the changes that it has handled are recorded; <see langword="null"/> if they are not.</summary>
    public IdempotentAttribute? Idempotent { get; init; }

    /// <summary>The actor of what it writes through an <see cref="ITable{T}"/>; <see langword="null"/> if it names none.</summary>
    public ActAsAttribute? ActAs { get; init; }

    /// <summary>
    /// The tables that the handler reads and writes, and that its function may access: those reachable from its constructor and those of its
    /// <see cref="UsesTableAttribute"/>s. <see langword="null"/> if unknown, in a model written by hand.
    /// </summary>
    public IReadOnlyList<string>? Tables { get; init; }

    /// <summary>The handler's class, instantiated once at its function's start; <see langword="null"/> if it is not known.</summary>
    public virtual Type? Type => null;

    /// <summary>Registers the handler's class as a service, unless the user did.</summary>
    /// <param name="services">The services.</param>
    public abstract void AddTo(IServiceCollection services);

    /// <summary>Decodes a change.</summary>
    /// <param name="header">The record's members other than its images.</param>
    /// <param name="record">The change as raw JSON.</param>
    /// <returns>The typed change, for
    /// <see cref="HandleAsync(IServiceProvider, EntityChange, ChangeContext, CancellationToken)"/>.</returns>
    /// <exception cref="ItemFormatException">An image is not an item of the entity.</exception>
    /// <exception cref="MissingImageException">An image is missing: the stream's view type is too narrow for the handler.</exception>
    public abstract EntityChange Decode(in ChangeHeader header, in StreamRecord record);

    /// <summary>Passes a change to a new handler instance, unless <see cref="HandlesBatches"/>.</summary>
    /// <param name="services">The services of this message's scope.</param>
    /// <param name="change">The result of <see cref="Decode"/>.</param>
    /// <param name="context">The context in which the change is handled.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when the change is handled.</returns>
    public abstract Task HandleAsync(IServiceProvider services, EntityChange change, ChangeContext context, CancellationToken cancellationToken);

    /// <summary>Passes the changes of an invocation to a new handler instance, if <see cref="HandlesBatches"/>.</summary>
    /// <param name="services">The services of this batch's scope.</param>
    /// <param name="batch">The results of <see cref="Decode"/> and their contexts.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when all changes are handled or reported as failed.</returns>
    public abstract Task HandleAsync(IServiceProvider services, ChangeBatchContext batch, CancellationToken cancellationToken);
}
