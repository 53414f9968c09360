using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>The rules for change handlers.</summary>
internal static class HandlerRules
{
    /// <summary>Checks a handler whose entity is unknown. If a rule refuses the entity, that rule is reported instead.</summary>
    public static IEnumerable<RuleViolation> CheckStranger(HandlerDeclaration handler)
        => handler.Stranger is { } reason ? [new RuleViolation(RuleKind.HandlerOfStranger, handler.Type.FullName, null, [reason])] : [];

    /// <summary>Checks a handler against its entity.</summary>
    public static IEnumerable<RuleViolation> Check(HandlerDeclaration handler, EntitySummary entity)
    {
        var violations = new RuleViolationList(handler.Type.FullName);
        foreach (var (fact, word) in new[]
        {
            (DeclarationFacts.Generic, "generic"),
            (DeclarationFacts.FileLocal, "file-local"),
            (DeclarationFacts.Inaccessible, "private"),
            (DeclarationFacts.WithoutPublicConstructor, "without a public constructor"),
        })
        {
            if ((handler.Facts & fact) != 0)
            {
                violations.Add(RuleKind.HandlerDeclaration, null, word);
            }
        }

        if (handler.IsForbidden)
        {
            violations.Add(RuleKind.ObsoleteError, null);
        }

        if (handler.Operations.Count is 0)
        {
            violations.Add(RuleKind.HandlesNothing, null);
        }

        foreach (var name in handler.OnChange ?? [])
        {
            if (entity.Stored.All(stored => stored.Property != name))
            {
                violations.AddWithSuggestion(RuleKind.OnChangeName, null, EntityRules.Nearest(name, entity.Stored.Select(static stored => (stored.Property, stored.Attribute))) is { Length: > 0 } meant ? $"{entity.Origin}.{meant}" : "", name);
            }
        }

        if (handler.OnChange is { Count: 0 })
        {
            violations.Add(RuleKind.OnChangeIdle, null, "names no property", "name properties with nameof");
        }
        else if (handler.OnChange is not null && handler.Operations.Count > 0 && !handler.Operations.Contains("Modify"))
        {
            violations.Add(RuleKind.OnChangeIdle, null, "applies only to OnModifiedAsync, which the handler does not override", "override it");
        }

        if (handler.OpaqueService.Length > 0)
        {
            violations.Add(RuleKind.OpaqueTables, null, handler.OpaqueService);
        }

        foreach (var name in handler.StrangeTables)
        {
            violations.Add(RuleKind.UsesTableEntity, null, name);
        }

        if (handler.Queue is { } queue)
        {
            SettingsRules.Check(queue, violations);
        }

        return violations;
    }

    /// <summary>Checks a handler against its table.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="table">Its table.</param>
    /// <param name="app">The common settings of the app's functions; <see langword="null"/> in a library, where they are unknown.</param>
    public static IEnumerable<RuleViolation> Check(HandlerModel handler, TableModel table, Fw24AppAttribute? app)
    {
        var violations = new RuleViolationList(handler.Type.FullName);
        if (table.Stream is null)
        {
            violations.Add(RuleKind.HandlerWithoutStream, null, table.Name);
        }
        else if (handler.Operations.Any(operation => !IsEnough(table.Stream.ViewType, operation)))
        {
            violations.Add(RuleKind.HandlerView, null, table.Name, nameof(StreamViewType.NewAndOldImages));
        }

        if (handler.Queue is { } queue)
        {
            var isFifo = table.Stream is { Fifo: true };
            if (!SettingsRules.IsBatch(isFifo, queue.BatchSize, queue.MaxBatchingWindowSeconds))
            {
                violations.AddWithSuggestion(RuleKind.HandlerBatch, null, SettingsRules.Text(SettingsRules.MaxBatchWithoutWindow), nameof(queue.BatchSize));
            }

            if (SettingsRules.IsIdleWindow(isFifo, queue.MaxBatchingWindowSeconds, new ChangeQueueAttribute().MaxBatchingWindowSeconds))
            {
                violations.Add(RuleKind.HandlerWindow, null, nameof(queue.MaxBatchingWindowSeconds));
            }

            if (app is not null)
            {
                var window = isFifo ? 0 : queue.MaxBatchingWindowSeconds;
                SettingsRules.Visibility(RuleKind.HandlerVisibility, RuleKind.HandlerShortVisibility, queue.VisibilityTimeoutSeconds, window, app.TimeoutSeconds, violations);
                CheckTime(queue, app.TimeoutSeconds, violations);
            }
        }

        return violations;
    }

    // A function stops taking messages shortly before its timeout, so a batch that needs all of the time does not finish.
    private static void CheckTime(ChangeQueueAttribute queue, int timeoutSeconds, RuleViolationList violations)
    {
        var each = queue.ExpectedSeconds;
        var all = (queue.BatchSize + queue.Parallelism - 1) / queue.Parallelism * each;
        if (each is 0 || all < timeoutSeconds)
        {
            return;
        }

        var fitting = (timeoutSeconds - 1) / each * queue.Parallelism;
        violations.AddWithSuggestion(
            RuleKind.HandlerTime,
            null,
            fitting is 0 ? "" : SettingsRules.Text(fitting),
            nameof(queue.BatchSize),
            SettingsRules.Text(queue.BatchSize),
            SettingsRules.Text(each),
            SettingsRules.Text(all),
            SettingsRules.Text(timeoutSeconds),
            fitting is 0 ? $"Raise TimeoutSeconds of [Fw24App] above {SettingsRules.Text(each)}" : $"Use {SettingsRules.Text(fitting)} or less, or raise Parallelism, or TimeoutSeconds of [Fw24App]");
    }

    /// <summary>Checks the handlers that share a name.</summary>
    public static IEnumerable<RuleViolation> CheckNames(IReadOnlyCollection<HandlerModel> handlers)
        => handlers.Count is 1
            ? []
            : handlers.Select(static handler => new RuleViolation(RuleKind.HandlerClash, handler.Type.FullName, null, [handler.Name]));

    // An insert needs the new image, a removal the old one, a modification both.
    private static bool IsEnough(StreamViewType viewType, string operation) => viewType switch
    {
        StreamViewType.NewAndOldImages => true,
        StreamViewType.NewImage => operation is "Insert",
        StreamViewType.OldImage => operation is "Remove",
        _ => false,
    };
}
