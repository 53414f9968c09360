using Fw24.Invocations;
using Fw24.Messages;
using Fw24.Tables;
using Fw24.Tables.Writes;

namespace Fw24;

/// <summary>
/// Collects writes of items in one or several tables, and performs all of them or none (TransactWriteItems):
/// <c>await new ItemTransaction().Create(orders, order).Update(customers, "cus-1", u =&gt; u.Add(x =&gt; x.Orders, 1)).CommitAsync()</c>.
/// </summary>
/// <remarks>
/// <para>
/// Each action does what the table's own method does: the version is compared and incremented, the actor of <c>As</c> and the condition
/// of <c>When</c> apply, and redacted items are refused. Generated overloads of <c>Update</c>, <c>Delete</c> and <c>Check</c> accept the
/// key's parts and the entity's fields. Methods that add an action throw what the table's method throws before its call.
/// </para>
/// <para>
/// DynamoDB's limits: 100 actions, one for each item, 4 MB in all, tables of one account and Region. A transaction costs twice as much as
/// the single writes, and a check as much as a write of the item. An item's change arrives in its stream like that of a single write.
/// </para>
/// <para>An instance serves one transaction, and is not safe for concurrent use.</para>
/// </remarks>
public sealed class ItemTransaction
{
    private const int MaxActions = 100;

    // In all 4.25 s of pauses: 50, 200 and 800 ms, 3.2 s.
    private static readonly Retries s_conflicts = new(5, TimeSpan.FromMilliseconds(50));

    private readonly List<PreparedWrite> _writes = [];
    private readonly Dictionary<MessageGroup, int> _places = [];
    private IItemStore? _store;
    private TimeProvider _time = TimeProvider.System;
    private bool _isCommitted;

    /// <summary>The number of actions.</summary>
    public int Count => _writes.Count;

    /// <summary>Adds a put, as <see cref="ITable{T}.PutAsync"/> does it.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="item">The item.</param>
    /// <returns>The transaction.</returns>
    public ItemTransaction Put<T>(ITable<T> table, T item)
        where T : class
        => Put(table, item, out _);

    /// <summary>Adds a put, as <see cref="ITable{T}.PutAsync"/> does it.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="item">The item.</param>
    /// <param name="stored">The item as it is stored if the transaction is committed: with the next version and the actor.</param>
    /// <returns>The transaction.</returns>
    public ItemTransaction Put<T>(ITable<T> table, T item, out T stored)
        where T : class
    {
        var own = Table<T>.Of(table, "transaction");
        return Add(own, own.PreparePut(item, out stored));
    }

    /// <summary>Adds a put of an item that must not exist, as <see cref="ITable{T}.CreateAsync"/> does it.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="item">The item.</param>
    /// <returns>The transaction.</returns>
    public ItemTransaction Create<T>(ITable<T> table, T item)
        where T : class
        => Create(table, item, out _);

    /// <summary>Adds a put of an item that must not exist, as <see cref="ITable{T}.CreateAsync"/> does it.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="item">The item.</param>
    /// <param name="stored">The item as it is stored if the transaction is committed: with version 1 and the actor.</param>
    /// <returns>The transaction.</returns>
    public ItemTransaction Create<T>(ITable<T> table, T item, out T stored)
        where T : class
    {
        var own = Table<T>.Of(table, "transaction");
        return Add(own, own.PrepareCreate(item, out stored));
    }

    /// <summary>Adds a put of an item that must exist, as <see cref="ITable{T}.ReplaceAsync(T, CancellationToken)"/> does it.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="item">The item.</param>
    /// <returns>The transaction.</returns>
    public ItemTransaction Replace<T>(ITable<T> table, T item)
        where T : class
        => Replace(table, item, out _);

    /// <summary>Adds a put of an item that must exist, as <see cref="ITable{T}.ReplaceAsync(T, CancellationToken)"/> does it.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="item">The item.</param>
    /// <param name="stored">The item as it is stored if the transaction is committed: with the next version and the actor.</param>
    /// <returns>The transaction.</returns>
    public ItemTransaction Replace<T>(ITable<T> table, T item, out T stored)
        where T : class
    {
        var own = Table<T>.Of(table, "transaction");
        return Add(own, own.PrepareReplace(item, out stored));
    }

    /// <summary>Adds a write of some properties, as <see cref="ITable{T}.UpdateAsync"/> does it. Its result is not read.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <typeparam name="TFields">The entity's fields.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <param name="fields">The entity's fields.</param>
    /// <param name="update">Says what to write.</param>
    /// <returns>The transaction.</returns>
    public ItemTransaction Update<T, TFields>(ITable<T> table, ItemImage key, TFields fields, Action<UpdateBuilder<TFields>> update)
        where T : class
    {
        var own = Table<T>.Of(table, "transaction");
        return Add(own, own.PrepareUpdate(key, fields, update));
    }

    /// <summary>Adds a delete of an item of the same version.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="item">The item: only its key and version matter.</param>
    /// <returns>The transaction.</returns>
    /// <exception cref="InvalidOperationException">
    /// The table is that of an actor (<c>As</c>) whose deletes store it (<see cref="AuditActorAttribute.StampDeletes"/>), which takes two writes.
    /// </exception>
    public ItemTransaction Delete<T>(ITable<T> table, T item)
        where T : class
    {
        var own = Table<T>.Of(table, "transaction");
        return Add(own, own.PrepareDelete(item));
    }

    /// <summary>Adds a delete, regardless of the item's version.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <returns>The transaction.</returns>
    /// <exception cref="InvalidOperationException">
    /// The table is that of an actor (<c>As</c>) whose deletes store it (<see cref="AuditActorAttribute.StampDeletes"/>), which takes two writes.
    /// </exception>
    public ItemTransaction Delete<T>(ITable<T> table, ItemImage key)
        where T : class
    {
        var own = Table<T>.Of(table, "transaction");
        return Add(own, own.PrepareDelete(key));
    }

    /// <summary>Requires that an item exists, and satisfies a condition. It is not written.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <param name="condition">The condition; <see langword="null"/> for none.</param>
    /// <returns>The transaction.</returns>
    public ItemTransaction Check<T>(ITable<T> table, ItemImage key, ItemCondition? condition = null)
        where T : class
    {
        var own = Table<T>.Of(table, "transaction");
        return Add(own, own.PrepareCheck(key, condition));
    }

    /// <summary>Requires that no item with a key exists. Nothing is written.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <returns>The transaction.</returns>
    public ItemTransaction CheckMissing<T>(ITable<T> table, ItemImage key)
        where T : class
    {
        var own = Table<T>.Of(table, "transaction");
        return Add(own, own.PrepareMissing(key));
    }

    /// <summary>Performs the actions. Without any, it does nothing.</summary>
    /// <param name="cancellationToken">Cancels the call. Whether the actions were performed is then not known.</param>
    /// <inheritdoc cref="CommitAsync(string, CancellationToken)"/>
    public Task CommitAsync(CancellationToken cancellationToken = default) => CommitAsync(Guid.NewGuid().ToString(), cancellationToken);

    /// <summary>Performs the actions. Without any, it does nothing.</summary>
    /// <remarks>
    /// If only conflicts with other requests or throttling canceled the transaction, it is tried up to five times in all, with pauses of
    /// 50 ms to 3.2 s. A call that is repeated after a lost response performs the actions once: DynamoDB recognizes the token for 10
    /// minutes.
    /// </remarks>
    /// <param name="token">
    /// A text of 1 to 36 characters that identifies the transaction. State one, and repeat it, to try again after an exception whose
    /// outcome is unknown, such as a timeout. The actions must be the same: those of this instance, or equal ones. An entity with
    /// <see cref="TraceParentAttribute"/> has others in each trace.
    /// </param>
    /// <param name="cancellationToken">Cancels the call. Whether the actions were performed is then not known.</param>
    /// <exception cref="TransactionConditionException">
    /// The transaction was canceled; <see cref="TransactionConditionException.Failures"/> tells by which actions, and why.
    /// </exception>
    /// <exception cref="InvalidOperationException">The transaction was committed before.</exception>
    public async Task CommitAsync(string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length is 0 or > 36)
        {
            throw new ArgumentException("A transaction's token has 1 to 36 characters.", nameof(token));
        }

        if (_isCommitted)
        {
            throw new InvalidOperationException("The transaction was committed already. Create another ItemTransaction.");
        }

        if (_store is null)
        {
            return;
        }

        var actions = _writes.ConvertAll(static write => write.Action);
        for (var attempts = 1; ; attempts++)
        {
            var result = await _store.TransactAsync(actions, token, cancellationToken).ConfigureAwait(false);
            if (result.IsCommitted)
            {
                _isCommitted = true;
                return;
            }

            if (attempts == s_conflicts.MaxAttempts || !result.Reasons.All(static reason => IsTransient(reason.Code)))
            {
                throw Canceled(result.Reasons);
            }

            await s_conflicts.PauseAsync(attempts, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private ItemTransaction Add<T>(Table<T> table, PreparedWrite write)
        where T : class
    {
        if (_store is not null && !ReferenceEquals(_store, table.Store))
        {
            throw new ArgumentException(
                $"The table {write.Table} is in another item store than the transaction's other tables.", nameof(table));
        }

        if (_writes.Count == MaxActions)
        {
            throw new InvalidOperationException($"A transaction has at most {MaxActions} actions.");
        }

        if (!_places.TryAdd(table.IdentityOf(write.Action.Image, _writes.Count), _writes.Count))
        {
            throw new ArgumentException(
                $"Two actions of the transaction are on the same item of {write.Table}: DynamoDB allows one. State what a write "
                + "requires with When, instead of a check.",
                nameof(write));
        }

        (_store, _time) = (table.Store, table.Time);
        _writes.Add(write);
        return this;
    }

    private TransactionConditionException Canceled(IReadOnlyList<CancellationReason> reasons)
    {
        List<TransactionFailure> failures = [];
        List<string> texts = [];
        for (var place = 0; place < Math.Min(reasons.Count, _writes.Count); place++)
        {
            if (reasons[place].Code is "None")
            {
                continue;
            }

            var write = _writes[place];
            var (kind, reason) = Explain(write, reasons[place]);
            failures.Add(new TransactionFailure(place, write.Entity, write.Table, kind, reason));
            texts.Add($"Action {place}: {write.Failure}: {reason}.");
        }

        return new TransactionConditionException(
            $"The transaction was canceled, and nothing was written. {string.Join(" ", texts)}", failures);
    }

    private static (TransactionFailureKind Kind, string Reason) Explain(PreparedWrite write, CancellationReason reason)
    {
        if (reason.Code is "ConditionalCheckFailed")
        {
            var (isVersion, text) = write.Explain(reason.Stored);
            return (isVersion ? TransactionFailureKind.Version : TransactionFailureKind.Condition, text);
        }

        return reason.Code is "TransactionConflict" ? (TransactionFailureKind.Conflict, "another request was writing the item")
            : IsTransient(reason.Code) ? (TransactionFailureKind.Throttled, "DynamoDB throttles the table")
            : (TransactionFailureKind.Rejected, $"DynamoDB rejects it ({reason.Code})");
    }

    /// <summary>Indicates whether a reason passes by itself.</summary>
    internal static bool IsTransient(string code)
        => code is "None" or "TransactionConflict" or "ThrottlingError" or "ProvisionedThroughputExceeded" or "RequestLimitExceeded";
}
