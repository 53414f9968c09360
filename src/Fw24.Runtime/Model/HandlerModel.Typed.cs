using System.Diagnostics.CodeAnalysis;
using Fw24.Changes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fw24.Model;

/// <summary>A change handler and the generated code that decodes its changes.</summary>
/// <typeparam name="THandler">The handler's class.</typeparam>
/// <typeparam name="TChange">The entity's change record.</typeparam>
public sealed class HandlerModel<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler, TChange> : HandlerModel
    where THandler : ChangeHandler<TChange>
    where TChange : EntityChange
{
    /// <summary>Decodes a change.</summary>
    public required ChangeRead<TChange> Read { get; init; }

    /// <inheritdoc/>
    public override Type Type => typeof(THandler);

    /// <inheritdoc/>
    public override void AddTo(IServiceCollection services) => services.TryAddScoped<THandler>();

    /// <inheritdoc/>
    public override EntityChange Decode(in ChangeHeader header, in StreamRecord record) => Read(header, record);

    /// <inheritdoc/>
    public override Task HandleAsync(IServiceProvider services, EntityChange change, ChangeContext context, CancellationToken cancellationToken)
        => services.GetRequiredService<THandler>().HandleAsync((TChange)change, context, cancellationToken);

    /// <inheritdoc/>
    public override Task HandleAsync(IServiceProvider services, ChangeBatchContext batch, CancellationToken cancellationToken)
    {
        var changes = new TChange[batch.Changes.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = (TChange)batch.Changes[i];
        }

        return services.GetRequiredService<THandler>().HandleAsync(changes, batch, cancellationToken);
    }
}
