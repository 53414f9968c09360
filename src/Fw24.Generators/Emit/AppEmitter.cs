using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Emit;

/// <summary>Prints <c>{App}App.g.cs</c>: the app's model, its markers and, for a program, its registration and entry point.</summary>
internal static class AppEmitter
{
    private static readonly Alias[] s_aliases = [Alias.CodeDom, Alias.Fw24, Alias.System];

    public static string Emit(AppModel app)
    {
        var suppressions = app.OwnHandlers.Concat(app.Handlers).SelectMany(static handler => handler.Suppressions).Distinct(StringComparer.Ordinal).OrderBy(static id => id, StringComparer.Ordinal);
        var writer = Code.File([.. suppressions], app.Namespace, s_aliases, markers: writer => WriteMarkers(writer, app));
        writer.Write($$"""
            /// <summary>The app {{Code.Text(app.Name)}}: its tables and its change handlers.</summary>
            {{Code.GeneratedCode}}
            public static class {{app.ClassName}}
            """);
        writer.Open();
        WriteModel(writer, app);
        if (app.IsExecutable)
        {
            writer.Line();
            writer.Write("""
                [System::Runtime.CompilerServices.ModuleInitializer]
                internal static void Register() => Fw24::Fw24App.Register(Model);
                """);
        }
        else
        {
            WriteParts(writer, app);
        }

        writer.Close();
        if (app.IsExecutable)
        {
            WriteEntryPoint(writer, app);
        }

        return writer.ToString();
    }

    // The class that the managed runtime creates and calls. The runtime requires a single method of that name, and passes a context only if the method takes
    // one.
    private static void WriteEntryPoint(SourceWriter writer, AppModel app)
    {
        var name = app.ClassName + "Function";
        var type = app.Namespace.Length is 0 ? name : $"{app.Namespace.Replace("@", "")}.{name}";
        writer.Line();
        writer.Write($$"""
            /// <summary>The function of the app that <c>FW24_FUNCTION</c> names, on AWS's managed .NET runtime. Its handler: <c>{{Code.Text($"{app.Assembly}::{type}::HandleAsync")}}</c>.</summary>
            /// <remarks>The program runs until it serves its function, with all the services that it registers.</remarks>
            {{Code.GeneratedCode}}
            public sealed class {{name}}
            """);
        writer.Open();
        writer.Write($$"""
            private readonly Fw24::Lambda.ManagedFunction _function = Fw24::Lambda.ManagedFunction.Start(typeof({{name}}).Assembly);

            /// <summary>Serves an invocation.</summary>
            /// <param name="payload">The event.</param>
            """);
        var trace = app.HasLambdaTrace ? ", context.TraceId" : "";
        writer.Write(app.HasLambdaContext
            ? $$"""
            /// <param name="context">Lambda's description of the invocation.</param>
            /// <returns>The response: a partial batch response.</returns>
            public System::Threading.Tasks.Task<System::IO.Stream> HandleAsync(System::IO.Stream payload, global::Amazon.Lambda.Core.ILambdaContext context)
                => _function.InvokeAsync(payload, context.AwsRequestId, context.RemainingTime{{trace}});
            """
            : """
            /// <returns>The response: a partial batch response.</returns>
            public System::Threading.Tasks.Task<System::IO.Stream> HandleAsync(System::IO.Stream payload) => _function.InvokeAsync(payload);
            """);
        writer.Close();
    }

    private static void WriteMarkers(SourceWriter writer, AppModel app)
    {
        var parts = app.IsExecutable ? "" : $", Parts = {Code.Literal($"{Names.Global(app.Namespace, app.ClassName)}.Parts")}";
        writer.Write($"[assembly: global::Fw24.Generated.GeneratedApp({Generated.GeneratedAppAttribute.CurrentVersion}, {Code.Literal(app.Name)}, {(app.IsExecutable ? "true" : "false")}{parts}, Settings = {SettingsEmitter.Array(app.Settings)})]");
        foreach (var handler in app.OwnHandlers)
        {
            var onChange = handler.OnChange.Count is 0 ? "" : $", OnChange = {Strings(handler.OnChange)}";
            onChange += handler.Condition.From.Count is 0 ? "" : $", OnChangeFrom = {Strings(handler.Condition.From)}";
            onChange += handler.Condition.To.Count is 0 ? "" : $", OnChangeTo = {Strings(handler.Condition.To)}";
            var tables = handler.Tables.Count is 0 ? "" : $", Tables = {Strings(handler.Tables)}";
            var queue = handler.Queue is null ? "" : $", QueueSettings = {SettingsEmitter.Array(handler.Queue)}";
            var idempotent = handler.Idempotent is null ? "" : $", IdempotentSettings = {SettingsEmitter.Array(handler.Idempotent)}";
            var names = $"{Code.Literal(handler.Name)}, {Code.Literal(handler.Table)}, {Code.Literal(handler.Entity)}";
            var part = $"Part = {Code.Literal(handler.Part)}, Operations = {Strings(handler.Operations)}";
            writer.Write($"[assembly: global::Fw24.Generated.GeneratedHandler({names}, {part}{onChange}{tables}{queue}{idempotent})]");
        }
    }

    private static void WriteModel(SourceWriter writer, AppModel app)
    {
        writer.Write("""
            /// <summary>The generator's model of the app.</summary>
            public static Fw24::Model.AppModel Model { get; } = new()
            """);
        writer.Open();
        writer.Write($"Name = {Code.Literal(app.Name)},");
        if (AttributeSettings.Of(app.Settings).Any())
        {
            writer.Write($"Settings = {SettingsEmitter.New(app.Settings)},");
        }

        WriteList(writer, "Tables", app.Tables, WriteTable);
        WriteList(writer, "Handlers", app.Handlers, WriteHandler);
        writer.Close(";");
    }

    private static void WriteTable(SourceWriter writer, TableModel table)
    {
        writer.Write("new Fw24::Model.TableModel");
        writer.Open();
        writer.Write($"""
            Name = {Code.Literal(table.Name)},
            PartitionKey = {Key(table.PartitionKey)},
            """);
        Optional("SortKey", table.SortKey is { } sortKey ? Key(sortKey) : null);
        Optional("Discriminator", table.Discriminator is { } discriminator ? Code.Literal(discriminator) : null);
        Optional("UnmarkedEntity", table.Discriminator is null ? null : table.UnmarkedEntity);
        Optional("TimeToLive", table.TimeToLive is { } timeToLive ? Code.Literal(timeToLive) : null);
        Optional("Stream", table.Stream is { } stream ? SettingsEmitter.New(stream) : null);
        Optional("Audit", table.Audit is { } audit ? SettingsEmitter.New(audit) : null);
        if (table.Indexes.Count > 0)
        {
            WriteList(writer, "Indexes", table.Indexes, static (writer, index) => writer.Write(
                $"new({Code.Literal(index.Name)}, [{Keys(index.PartitionKeys)}], [{Keys(index.SortKeys)}], "
                    + $"{SettingsEmitter.Enum(index.Projection)}){Settings(index)},"));
        }

        if (table.ClearAttributes.Count > 0)
        {
            writer.Write($"ClearAttributes = [{string.Join(", ", table.ClearAttributes.Select(static attribute => $"new({Code.Literal(attribute.Entity)}, {Code.Literal(attribute.Name)})"))}],");
        }

        writer.Write($"Entities = [{string.Join(", ", table.Entities)}],");
        writer.Close(",");

        void Optional(string name, string? value)
        {
            if (value is not null)
            {
                writer.Write($"{name} = {value},");
            }
        }
    }

    private static void WriteHandler(SourceWriter writer, HandlerModel handler)
    {
        if (handler.Model is { } model)
        {
            writer.Write(model + ",");
            return;
        }

        WriteHandlerModel(writer, handler);
        writer.Close(",");
    }

    private static void WriteHandlerModel(SourceWriter writer, HandlerModel handler)
    {
        writer.Write($"new Fw24::Model.HandlerModel<{handler.Type}, {handler.Change}>");
        writer.Open();
        writer.Write($"""
            Name = {Code.Literal(handler.Name)},
            TableName = {Code.Literal(handler.Table)},
            Entity = {handler.EntityModel},
            Operations = {string.Join(" | ", handler.Operations.Select(static operation => $"Fw24::ChangeOperations.{operation}"))},
            """);
        if (handler.HandlesBatches)
        {
            writer.Write("HandlesBatches = true,");
        }

        if (handler.OnChange.Count > 0)
        {
            writer.Write($"OnChange = {Code.List(handler.OnChange)},");
        }

        if (handler.Condition.From.Count > 0)
        {
            writer.Write($"OnChangeFrom = {Code.List(handler.Condition.From)},");
        }

        if (handler.Condition.To.Count > 0)
        {
            writer.Write($"OnChangeTo = {Code.List(handler.Condition.To)},");
        }

        if (handler.Queue is { } queue)
        {
            writer.Write($"Queue = {SettingsEmitter.New(queue)},");
        }

        if (handler.Idempotent is { } idempotent)
        {
            writer.Write($"Idempotent = {SettingsEmitter.New(idempotent)},");
        }

        if (handler.ActAs is { } actor)
        {
            writer.Write($"ActAs = {SettingsEmitter.New(actor)},");
        }

        writer.Write($"""
            Tables = {Code.List(handler.Tables)},
            Read = {handler.Change}.Read,
            """);
    }

    // The entities and handlers that only this assembly can name, for the executables that gather it.
    private static void WriteParts(SourceWriter writer, AppModel app)
    {
        writer.Line();
        writer.Write("""
            /// <summary>The entities and handlers that an executable collects from this library. For generated code only.</summary>
            [System::ComponentModel.EditorBrowsable(System::ComponentModel.EditorBrowsableState.Never)]
            public static class Parts
            """);
        writer.Open();
        var isFirst = true;
        foreach (var part in app.Parts)
        {
            Separate();
            writer.Write($$"""
                /// <summary>An entity.</summary>
                public static Fw24::Model.EntityModel {{part.Name}} => {{part.Entity}};
                """);
        }

        foreach (var handler in app.OwnHandlers)
        {
            Separate();
            writer.Write($$"""
                /// <summary>A handler.</summary>
                public static Fw24::Model.HandlerModel {{handler.Part}} { get; } =
                """);
            writer.Indent();
            WriteHandlerModel(writer, handler);
            writer.Close(";");
            writer.Outdent();
        }

        writer.Close();

        void Separate()
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
        }
    }

    private static void WriteList<T>(SourceWriter writer, string name, IReadOnlyCollection<T> elements, Action<SourceWriter, T> write)
    {
        if (elements.Count is 0)
        {
            writer.Write($"{name} = [],");
            return;
        }

        writer.Write($"{name} =");
        writer.Write("[");
        writer.Indent();
        foreach (var element in elements)
        {
            write(writer, element);
        }

        writer.Outdent();
        writer.Write("],");
    }

    private static string Keys(IEnumerable<KeyModel> keys) => string.Join(", ", keys.Select(Key));

    private static string Settings(IndexModel index) => (index.Include.Count, index.HoldsAuditRecords) switch
    {
        (0, false) => "",
        (0, true) => " { HoldsAuditRecords = true }",
        (_, false) => $" {{ Include = {Code.List(index.Include)} }}",
        (_, true) => $" {{ Include = {Code.List(index.Include)}, HoldsAuditRecords = true }}",
    };

    private static string Key(KeyModel key) => $"new({Code.Literal(key.Attribute)}, Fw24::Model.KeyType.{key.Type switch { "N" => "Number", "B" => "Binary", _ => "String" }})";

    private static string Strings(IEnumerable<string> values) => $"new[] {{ {string.Join(", ", values.Select(Code.Literal))} }}";
}
