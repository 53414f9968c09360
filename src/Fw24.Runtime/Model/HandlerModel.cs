using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Model;

/// <summary>A change handler: which changes its queue receives and how it is made.</summary>
public abstract class HandlerModel
{
    /// <summary>The handler's class name, which is also its function's name.</summary>
    public required string Name { get; init; }

    /// <summary>The table whose topic it subscribes to.</summary>
    public required string TableName { get; init; }

    /// <summary>The entity whose changes it handles.</summary>
    public required EntityModel Entity { get; init; }

    /// <summary>The operations it overrides a method for.</summary>
    public required ChangeOperations Operations { get; init; }

    /// <summary>The item attributes of its <see cref="OnChangeAttribute"/>; empty when any will do.</summary>
    public IReadOnlyList<string> OnChange { get; init; } = [];

    /// <summary>Its queue's settings.</summary>
    public ChangeQueueAttribute Queue { get; init; } = new();

    /// <summary>
    /// The tables that the handler reads and writes, and that its function is allowed to: what its constructor leads to and its
    /// <see cref="UsesTableAttribute"/>s say. <see langword="null"/> where nobody said, in a model written by hand.
    /// </summary>
    public IReadOnlyList<string>? Tables { get; init; }

    /// <summary>The handler's class.</summary>
    public abstract Type Type { get; }

    /// <summary>Adds the handler's class to the services, unless the user did.</summary>
    /// <param name="services">The services.</param>
    public abstract void AddTo(IServiceCollection services);

    /// <summary>Decodes a change.</summary>
    /// <param name="header">What the record says besides its images.</param>
    /// <param name="record">The change, in bytes.</param>
    /// <returns>The typed change, for <see cref="HandleAsync"/>.</returns>
    /// <exception cref="ItemFormatException">An image is not one of the entity.</exception>
    /// <exception cref="MissingImageException">An image is missing: the stream's view type is too small for the handler.</exception>
    public abstract EntityChange Decode(in ChangeHeader header, in StreamRecord record);

    /// <summary>Hands a change to a handler made for it.</summary>
    /// <param name="services">The services of this message's scope.</param>
    /// <param name="change">What <see cref="Decode"/> returned.</param>
    /// <param name="context">Where and when the change is handled.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>A task that ends when the change is handled.</returns>
    public abstract Task HandleAsync(IServiceProvider services, EntityChange change, ChangeContext context, CancellationToken cancellationToken);
}
