using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Rules;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Composition;

/// <summary>Composes an app from the entities and handlers of a compilation and of the libraries it references.</summary>
internal static class AppComposer
{
    /// <summary>Composes the app from the parts that the rules allow.</summary>
    /// <param name="assembly">The compilation.</param>
    /// <param name="settings">The app settings it declares, if any.</param>
    /// <param name="own">Its entities.</param>
    /// <param name="declarations">Its handlers.</param>
    /// <param name="references">The apps and libraries it references.</param>
    /// <param name="report">Receives every violation; <see langword="null"/> in the generator, as analyzers report them.</param>
    /// <returns>The app, and its missing parts.</returns>
    public static AppComposition Compose(
        AssemblyModel assembly,
        Fw24AppAttribute? settings,
        IReadOnlyList<EntitySummary> own,
        IReadOnlyList<HandlerDeclaration> declarations,
        IReadOnlyList<ReferencedApp> references,
        Action<RuleViolation>? report = null)
    {
        var isRefused = false;
        var app = Make(assembly, settings, own, declarations, references, violation =>
        {
            isRefused |= !violation.IsAdvice;
            report?.Invoke(violation);
        });
        return new AppComposition(app, isRefused, Unbound(own, declarations));
    }

    // Types generated for an entity are in the entity's namespace.
    private static EquatableArray<HandlerBase> Unbound(IEnumerable<EntitySummary> own, IEnumerable<HandlerDeclaration> declarations)
    {
        var bases = new HashSet<(string Name, string Namespace)>(own.Select(static entity => (entity.Prefix + HandlerBase.Suffix, entity.Namespace)));
        return declarations
            .Where(declaration => declaration.IsUnbound && !declaration.Namespaces.Any(@namespace => bases.Contains((declaration.Base, @namespace))))
            .Select(static declaration => new HandlerBase(declaration.Base, declaration.Namespaces))
            .ToEquatableArray();
    }

    private static AppModel? Make(
        AssemblyModel assembly,
        Fw24AppAttribute? settings,
        IReadOnlyList<EntitySummary> own,
        IReadOnlyList<HandlerDeclaration> declarations,
        IReadOnlyList<ReferencedApp> references,
        Action<RuleViolation> report)
    {
        var called = settings?.Name ?? assembly.Name;
        settings ??= new Fw24AppAttribute(ResourceNames.App(assembly.Name));
        var libraries = references.Where(static app => !app.IsExecutable).ToList();
        var visible = own.Concat(libraries.SelectMany(static app => app.Entities)).ToList();
        var handlers = declarations.Select(declaration => Handler(declaration, visible, report)).OfType<HandlerModel>().ToList();

        // Only a program gathers, and not one that references another program: that program gathers the libraries.
        var gathers = assembly.IsExecutable && references.All(static app => !app.IsExecutable);
        var entities = gathers ? visible : own;
        var gathered = gathers ? libraries.SelectMany(static app => app.Handlers) : [];
        if (!assembly.HasRuntime || (entities.Count is 0 && handlers.Count is 0) || !Allow(Check(settings, new AppOfAssembly(assembly, ClassName(called))), report))
        {
            return null;
        }

        // Timeouts are the program's choice, not that of a library it gathers.
        var app = assembly.IsExecutable ? settings : null;
        var tables = Tables(entities, app, report);
        var isSealed = tables.Any(static table => table.Audit is { Sealed: true });
        var served = WithoutClashes(
            handlers.Select(Named).Concat(gathered).Where(handler => IsServed(handler, tables, app, report)), isSealed, report);
        return new AppModel
        {
            Name = settings.Name,
            ClassName = ClassName(called),
            Namespace = FreeOf(assembly.RootNamespace, own),
            Assembly = assembly.Name,
            IsExecutable = assembly.IsExecutable,
            HasLambdaContext = assembly.HasLambdaContext,
            HasLambdaTrace = assembly.HasLambdaTrace,
            Settings = settings,
            Tables = tables,
            Handlers = served,
            // In a library, do not check the stream: another entity of the table may declare it where the library is gathered.
            OwnHandlers = assembly.IsExecutable
                ? served.Where(static handler => handler.Model is null).ToEquatableArray()
                : WithoutClashes(handlers, isSealed: false, static _ => { }),
            LambdaRecords = assembly.HasLambdaRecords ? LambdaRecords(entities, tables) : [],
            Parts = assembly.IsExecutable
                ? []
                : own.Select(static entity => new PartModel(Names.Part(entity.Namespace, entity.Prefix), entity.Model)).OrderBy(static part => part.Name, StringComparer.Ordinal).ToEquatableArray(),
        };

        // A library declares its handlers once, as parts.
        HandlerModel Named(HandlerModel handler) => assembly.IsExecutable ? handler : handler with { Model = $"Parts.{handler.Part}" };
    }

    /// <summary>Gets the name of an app's class: the words of the app's name in Pascal case, followed by <c>App</c>.</summary>
    public static string ClassName(string app)
    {
        var name = "";
        var starts = true;
        foreach (var c in app)
        {
            if (!char.IsLetterOrDigit(c))
            {
                starts = true;
                continue;
            }

            name += starts ? char.ToUpperInvariant(c) : c;
            starts = false;
        }

        return (name.Length is 0 || char.IsDigit(name[0]) ? "_" : "") + name + "App";
    }

    // In a project Shop.OrderTable, the entity Shop.Order generates a type of that name; the enclosing namespace is free.
    private static string FreeOf(string name, IEnumerable<EntitySummary> own)
    {
        if (!Names.GeneratedSuffixes.Any(suffix => name.Contains(suffix)))
        {
            return name;
        }

        var types = new HashSet<string>(own.SelectMany(static entity => Names.GeneratedSuffixes, static (entity, suffix) => Names.Metadata(entity.Namespace, entity.Prefix + suffix)), StringComparer.Ordinal);
        var free = "";
        foreach (var part in name.Split('.'))
        {
            var next = free.Length is 0 ? part : $"{free}.{part}";
            if (types.Contains(next.Replace("@", "")))
            {
                return free;
            }

            free = next;
        }

        return free;
    }

    private static EquatableArray<LambdaRecordModel> LambdaRecords(IEnumerable<EntitySummary> entities, IReadOnlyCollection<TableModel> tables)
    {
        var served = new HashSet<string>(tables.SelectMany(static table => table.Entities), StringComparer.Ordinal);
        var readable = entities.Where(entity => entity.IsAccessible && served.Contains(entity.Model)).ToLookup(static entity => entity.Prefix, StringComparer.Ordinal);
        return readable.SelectMany(static alike => alike).Select(Record).OrderBy(static record => record.Method, StringComparer.Ordinal).ToEquatableArray();

        // The namespace distinguishes entities with the same name.
        LambdaRecordModel Record(EntitySummary entity)
        {
            var name = readable[entity.Prefix].Count() is 1 ? entity.Prefix : Names.Part(entity.Namespace, entity.Prefix);
            return new LambdaRecordModel(name.TrimStart('@') + "Change", Names.Global(entity.Namespace, entity.Prefix) + "Change", entity.Model);
        }
    }

    private static EquatableArray<TableModel> Tables(IEnumerable<EntitySummary> entities, Fw24AppAttribute? app, Action<RuleViolation> report)
    {
        var tables = new List<(TableModel Table, List<EntitySummary> Entities)>();
        foreach (var group in entities.GroupBy(static entity => entity.Table.Name, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var members = group.OrderBy(static entity => entity.Name, StringComparer.Ordinal).ThenBy(static entity => entity.Model, StringComparer.Ordinal).ToList();
            var table = TableComposer.Compose(group.Key, members);
            if (Allow(Check(members, table, app), report))
            {
                tables.Add((table, members));
            }
        }

        var made = tables.ConvertAll(static made => made.Table);
        tables = tables.ConvertAll(one => (AuditedIndexes.Mark(one.Table, made), one.Entities));
        var all = new TableNames(tables.ConvertAll(static made => made.Table));
        return tables
            .Where(made => Allow(RuleRegistry.Check(new TableAmongTables(made.Entities, made.Table, all), ""), report))
            .Select(static made => made.Table).ToEquatableArray();
    }

    private static HandlerModel? Handler(HandlerDeclaration declaration, IReadOnlyList<EntitySummary> entities, Action<RuleViolation> report)
    {
        var candidates = entities.Where(entity => entity.Prefix + HandlerBase.Suffix == declaration.Base).ToList();
        var entity = candidates.Count < 2
            ? candidates.FirstOrDefault()
            : declaration.Namespaces.Select(@namespace => candidates.FirstOrDefault(candidate => candidate.Namespace == @namespace)).FirstOrDefault(static candidate => candidate is not null);
        if (!Allow(Check(declaration, entity), report) || entity is null)
        {
            return null;
        }

        return new HandlerModel
        {
            Name = declaration.Name,
            Table = entity.Table.Name,
            Entity = entity.Name,
            Model = null,
            Type = declaration.Type,
            Change = Names.Global(entity.Namespace, entity.Prefix) + "Change",
            EntityModel = entity.Model,
            Operations = declaration.Operations,
            HandlesBatches = declaration.HandlesBatches,
            OnChange = (declaration.OnChange ?? [])
                .SelectMany(name => entity.Stored.Where(stored => stored.Property == name))
                .Select(static stored => stored.Attribute)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(static name => name, StringComparer.Ordinal)
                .ToEquatableArray(),
            Condition = declaration.Condition,
            Queue = declaration.Queue,
            Idempotent = declaration.Idempotent,
            ActAs = declaration.ActAs,
            Tables = declaration.Tables,
            Suppressions = declaration.Suppressions,
            Part = declaration.Part,
        };
    }

    private static bool IsServed(HandlerModel handler, IEnumerable<TableModel> tables, Fw24AppAttribute? app, Action<RuleViolation> report)
        => tables.FirstOrDefault(table => table.Name == handler.Table) is { } table && Allow(RuleRegistry.Check(new HandlerOfTable(handler, table, app), handler.Type.FullName), report);

    // A handler's name is also its function's, so handlers that share a name are all dropped.
    private static EquatableArray<HandlerModel> WithoutClashes(
        IEnumerable<HandlerModel> handlers, bool isSealed, Action<RuleViolation> report)
        => handlers
            .GroupBy(static handler => handler.Name, StringComparer.Ordinal)
            .Where(group => Allow(RuleRegistry.Check(new HandlersOfOneName([.. group], isSealed), ""), report))
            .Select(static group => group.Single())
            .OrderBy(static handler => handler.Name, StringComparer.Ordinal)
            .ToEquatableArray();

    private static RuleViolationList Check(Fw24AppAttribute settings, AppOfAssembly app)
    {
        var violations = RuleRegistry.Check(app, "");
        RuleRegistry.Check(settings, violations);
        return violations;
    }

    private static RuleViolationList Check(List<EntitySummary> entities, TableModel table, Fw24AppAttribute? app)
    {
        var violations = new RuleViolationList("");
        foreach (var entity in entities)
        {
            RuleRegistry.Check(new EntityOfTable(entity, entities, table), violations.At(entity.Origin));
        }

        RuleRegistry.Check(new TableOfApp(entities, table, app), violations.At(entities[0].Origin));
        return violations;
    }

    private static RuleViolationList Check(HandlerDeclaration handler, EntitySummary? entity)
    {
        if (entity is null)
        {
            return RuleRegistry.Check(handler, handler.Type.FullName);
        }

        var violations = RuleRegistry.Check(new HandlerOfEntity(handler, entity), handler.Type.FullName);
        if (handler.Queue is { } queue)
        {
            RuleRegistry.Check(queue, violations);
        }

        if (handler.Idempotent is { } idempotent)
        {
            RuleRegistry.Check(idempotent, violations);
        }

        return violations;
    }

    private static bool Allow(IEnumerable<RuleViolation> violations, Action<RuleViolation> report)
    {
        var isAllowed = true;
        foreach (var violation in violations)
        {
            report(violation);
            isAllowed &= violation.IsAdvice;
        }

        return isAllowed;
    }
}
