using Fw24.Generators.Rules;

namespace Fw24.Generators.Model;

/// <summary>Makes an app of the entities and handlers of a compilation and of the libraries it references.</summary>
internal static class AppComposer
{
    private const string HandlerSuffix = "ChangeHandler";

    /// <summary>Makes the app of what the rules allow.</summary>
    /// <returns>The app; <see langword="null"/> when there is nothing to make it of.</returns>
    public static AppModel? Compose(
        AssemblyModel assembly, Fw24AppAttribute? settings, IReadOnlyList<EntitySummary> own, IReadOnlyList<HandlerDeclaration> declarations, IReadOnlyList<ReferencedApp> references)
    {
        settings ??= new Fw24AppAttribute(assembly.Name);
        var libraries = references.Where(static app => !app.IsExecutable).ToList();
        var visible = own.Concat(libraries.SelectMany(static app => app.Entities)).ToList();
        var handlers = declarations.Select(declaration => Handler(declaration, visible)).OfType<HandlerModel>().ToList();

        // A library is gathered, and gathers nothing itself; nor does a program that serves another one, whose libraries these are.
        var gathers = assembly.IsExecutable && references.All(static app => !app.IsExecutable);
        var entities = gathers ? visible : own;
        var gathered = gathers ? libraries.SelectMany(static app => app.Handlers) : [];
        if (!assembly.HasRuntime || (entities.Count is 0 && handlers.Count is 0) || AppRules.Check(settings).Any(static finding => !finding.IsAdvice))
        {
            return null;
        }

        var tables = Tables(entities);
        return new AppModel
        {
            Name = settings.Name,
            ClassName = ClassName(settings.Name),
            Namespace = assembly.RootNamespace,
            IsExecutable = assembly.IsExecutable,
            Settings = settings,
            Tables = tables,
            Handlers = WithoutClashes(handlers.Select(Named).Concat(gathered).Where(handler => IsServed(handler, tables))),
            OwnHandlers = WithoutClashes(handlers),
            Parts = assembly.IsExecutable
                ? []
                : own.Select(static entity => new PartModel(Names.Part(entity.Namespace, entity.Prefix), entity.Model)).OrderBy(static part => part.Name, StringComparer.Ordinal).ToEquatableArray(),
        };

        // A library states its handlers once, as parts.
        HandlerModel Named(HandlerModel handler) => assembly.IsExecutable ? handler : handler with { Model = $"Parts.{handler.Part}" };
    }

    /// <summary>The class of an app: its name's words, each with a capital, and <c>App</c>.</summary>
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

    private static EquatableArray<TableModel> Tables(IEnumerable<EntitySummary> entities)
    {
        var tables = new List<TableModel>();
        foreach (var group in entities.GroupBy(static entity => entity.Table.Name, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var members = group.OrderBy(static entity => entity.Name, StringComparer.Ordinal).ThenBy(static entity => entity.Model, StringComparer.Ordinal).ToList();
            var table = TableComposer.Compose(group.Key, members);
            if (TableRules.Check(members, table).All(static finding => finding.IsAdvice))
            {
                tables.Add(table);
            }
        }

        return tables.ToEquatableArray();
    }

    private static HandlerModel? Handler(HandlerDeclaration declaration, IReadOnlyList<EntitySummary> entities)
    {
        var candidates = entities.Where(entity => entity.Prefix + HandlerSuffix == declaration.Base).ToList();
        var entity = candidates.Count < 2
            ? candidates.FirstOrDefault()
            : declaration.Namespaces.Select(@namespace => candidates.FirstOrDefault(candidate => candidate.Namespace == @namespace)).FirstOrDefault(static candidate => candidate is not null);
        if (entity is null || HandlerRules.Check(declaration, entity).Any(static finding => !finding.IsAdvice))
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
            OnChange = (declaration.OnChange ?? [])
                .Select(name => entity.Stored.First(stored => stored.Property == name).Attribute)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(static name => name, StringComparer.Ordinal)
                .ToEquatableArray(),
            Queue = declaration.Queue,
            Tables = declaration.Tables,
            Part = declaration.Part,
        };
    }

    private static bool IsServed(HandlerModel handler, IEnumerable<TableModel> tables)
        => tables.FirstOrDefault(table => table.Name == handler.Table) is { } table && HandlerRules.Check(handler, table).All(static finding => finding.IsAdvice);

    // A handler's name is its function's: two of one name are none (RuleKind.HandlerClash).
    private static EquatableArray<HandlerModel> WithoutClashes(IEnumerable<HandlerModel> handlers)
        => handlers
            .GroupBy(static handler => handler.Name, StringComparer.Ordinal)
            .Where(static group => group.Count() is 1)
            .Select(static group => group.Single())
            .OrderBy(static handler => handler.Name, StringComparer.Ordinal)
            .ToEquatableArray();
}
